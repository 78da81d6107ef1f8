import { isLiteral, type Node, type ObjectProperty } from '@babel/types';
import type { Access } from '../ast/access.ts';
import { constantInit } from '../ast/evaluate.ts';
import { originOf } from '../ast/origin.ts';
import { propertyKey } from '../ast/property.ts';
import { metaFunction } from '../ast/prototype-use.ts';
import { lookup, type Scope, type Tree } from '../ast/site.ts';
import { usesOfAccess } from '../ast/uses.ts';
import { defineRule } from '../rule.ts';

const ACCESSORS = new Set([
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);

export const noProtoProperty = defineRule({
  id: 'no-proto-property',
  family: 'prototypes',
  summary: 'Forbid __proto__ and the accessor methods of the same age, as a name and as a key.',
  threat: '__proto__ reads and replaces the prototype of any object: one assignment can change every object there is.',
  severity: 'error',
  messages: {
    property: {
      text: '"{name}" reaches the prototype of an object.',
      hint: 'To inherit: a class with "extends", or Object.assign(Object.create(base), { ... }). For a table: Object.create(null), or a Map.',
    },
    name: { text: 'A variable cannot be called "{name}".', hint: 'Use another name.' },
  },
  examples: {
    valid: [
      {
        title: 'keeping the key out of a merge',
        code: "for (const key of keys) { if (key === '__proto__') continue; copy[key] = data[key]; }",
      },
      { title: 'a table without a prototype', code: 'const table = Object.create(null);' },
      {
        title: 'an object that inherits from another',
        code: 'const base = { hi() {} };\nconst own = { __proto__: base, name: 1 };',
      },
      { title: 'a table, written as a literal', code: 'const table = { __proto__: null, a: 1 };' },
      {
        title: 'a key of a table without a prototype',
        code: "const counts = Object.create(null);\nfor (const word of ['a', '__proto__']) counts[word] = (counts[word] ?? 0) + 1;",
      },
      {
        title: 'taking the key out',
        code: 'delete data.__proto__;\nconst { __proto__: _, ...rest } = data;\nreturn rest;',
      },
      { title: 'asking for the key', code: "return '__proto__' in data;" },
      {
        title: 'an object of a prototype that it is given',
        code: 'const like = (base) => ({ __proto__: base, name: 1 });',
      },
    ],
    invalid: [
      { title: 'reading it', code: 'return data.__proto__;', reports: ['property'] },
      { title: 'writing it', code: 'data["__proto__"].admin = true;', reports: ['property'] },
      { title: 'in pieces', code: 'data["__pro" + "to__"]', reports: ['property'] },
      { title: 'in a literal', code: 'const o = { __proto__: base };', reports: ['property'] },
      { title: 'in a pattern', code: 'const { __proto__: p } = data;\np.admin = true;', reports: ['property'] },
      { title: 'as a variable', code: 'const __proto__ = {};\nreturn __proto__;', reports: ['name'] },
      { title: 'a setter', code: 'data.__defineSetter__("x", () => {});', reports: ['property'] },
      {
        title: 'a key with a value that pollutes whatever merges it',
        code: "return { ['__proto__']: { admin: true } };",
        reports: ['property'],
      },
      { title: 'taken off what all inherit from', code: 'delete Object.prototype.__proto__;', reports: ['property'] },
    ],
  },
  create: ({ report, tree }) => ({
    Access(access) {
      const { name } = access;
      if (name === null || !ACCESSORS.has(name) || isKeyOnly(access, tree)) return;
      report({ messageId: 'property', at: access.site, data: { name } });
    },
    ObjectProperty(at) {
      if (at.parent?.node.type !== 'ObjectExpression' || isHarmlessEntry(at.node, at.scope)) return;
      const { name } = propertyKey(at.node, at.scope);
      if (name === '__proto__') report({ messageId: 'property', at, data: { name } });
    },
    ObjectMethod(at) {
      const { name } = propertyKey(at.node, at.scope);
      if (name === '__proto__') report({ messageId: 'property', at, data: { name } });
    },
    Binding(binding) {
      const { name, references } = binding;
      const isUnused = references.every(({ role }) => role !== 'value');
      if (ACCESSORS.has(name) && !isUnused)
        for (const at of binding.declarations) report({ messageId: 'name', at, data: { name } });
    },
  }),
});

/** Where it names a key like any other: of a table without a prototype, or one that is taken out and thrown away. */
function isKeyOnly(access: Access, tree: Tree): boolean {
  const { site, object, destructured } = access;
  if (destructured) return site.parent?.role !== 'target' && usesOfAccess(access, tree).length === 0;
  if (object === null || originOf(object, site.scope) === 'intrinsic') return false;
  const parent = site.parent?.node;
  return (parent?.type === 'UnaryExpression' && parent.operator === 'delete') || isTable(object, site.scope);
}

/** `Object.create(null)`, or a literal without a prototype. */
function isTable(object: Node, scope: Scope): boolean {
  const binding = object.type === 'Identifier' ? lookup(scope, object.name) : null;
  const init = binding === null ? null : constantInit(binding);
  if (init?.type === 'ObjectExpression') return init.properties.some(isWithoutPrototype);
  if (init?.type !== 'CallExpression' || metaFunction(init.callee, scope) !== 'create') return false;
  return init.arguments[0]?.type === 'NullLiteral';
}

function isWithoutPrototype(entry: Node): boolean {
  if (entry.type !== 'ObjectProperty' || entry.computed || entry.value.type !== 'NullLiteral') return false;
  const { key } = entry;
  return (key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' && key.value) === '__proto__';
}

/**
 * In a literal it says what the object inherits from, which null and a variable of the script may be, as for
 * Object.create. Between brackets it is a key, and harmless unless what merges the object finds an object there.
 */
function isHarmlessEntry({ computed, value }: ObjectProperty, scope: Scope): boolean {
  if (computed) return isLiteral(value);
  const binding = value.type === 'Identifier' ? lookup(scope, value.name) : null;
  return value.type === 'NullLiteral' || (binding !== null && originOf(value, scope) !== 'intrinsic');
}
