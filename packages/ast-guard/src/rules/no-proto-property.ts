import type { ObjectProperty } from '@babel/types';
import { constantInit } from '../ast/evaluate.ts';
import { propertyKey } from '../ast/property.ts';
import { lookup, type Scope } from '../ast/site.ts';
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
    ],
    invalid: [
      { title: 'reading it', code: 'return data.__proto__;', reports: ['property'] },
      { title: 'writing it', code: 'data["__proto__"].admin = true;', reports: ['property'] },
      { title: 'in pieces', code: 'data["__pro" + "to__"]', reports: ['property'] },
      { title: 'in a literal', code: 'const o = { __proto__: base };', reports: ['property'] },
      { title: 'in a pattern', code: 'const { __proto__: p } = data;', reports: ['property'] },
      { title: 'as a variable', code: 'const __proto__ = {};', reports: ['name'] },
      { title: 'a setter', code: 'data.__defineSetter__("x", () => {});', reports: ['property'] },
      { title: 'asked with "in"', code: 'return "__proto__" in data;', reports: ['property'] },
    ],
  },
  create: ({ report }) => ({
    Access({ site, name }) {
      if (name !== null && ACCESSORS.has(name)) report({ messageId: 'property', at: site, data: { name } });
    },
    ObjectProperty(at) {
      if (at.parent?.node.type !== 'ObjectExpression' || isOwnPrototype(at.node, at.scope)) return;
      const { name } = propertyKey(at.node, at.scope);
      if (name === '__proto__') report({ messageId: 'property', at, data: { name } });
    },
    ObjectMethod(at) {
      const { name } = propertyKey(at.node, at.scope);
      if (name === '__proto__') report({ messageId: 'property', at, data: { name } });
    },
    BinaryExpression(at) {
      const { left, operator } = at.node;
      if (operator !== 'in' || left.type !== 'StringLiteral' || left.value !== '__proto__') return;
      report({ messageId: 'property', at, data: { name: left.value } });
    },
    Binding(binding) {
      const { name } = binding;
      if (ACCESSORS.has(name)) for (const at of binding.declarations) report({ messageId: 'name', at, data: { name } });
    },
  }),
});

/** `{ __proto__: null }` only takes the prototype away; one of the author's own objects is what Object.create takes. */
function isOwnPrototype({ computed, value }: ObjectProperty, scope: Scope): boolean {
  if (computed) return false;
  const binding = value.type === 'Identifier' ? lookup(scope, value.name) : null;
  return value.type === 'NullLiteral' || (binding !== null && constantInit(binding)?.type === 'ObjectExpression');
}
