import type { Node } from '@babel/types';
import { constantInit } from '../ast/evaluate.ts';
import { makesInstance } from '../ast/instance-use.ts';
import { originOf } from '../ast/origin.ts';
import { isMember, possibleKeys, propertyKey } from '../ast/property.ts';
import { isHarmlessOfPrototype, isNameUse, isScopeLookup, metaFunction } from '../ast/prototype-use.ts';
import { lookup, type Scope, type Site, type Tree } from '../ast/site.ts';
import { type Use, usesOf } from '../ast/uses.ts';
import { defineRule } from '../rule.ts';

export const noPrototypeFunctions = defineRule({
  id: 'no-prototype-functions',
  family: 'prototypes',
  summary: 'Forbid setting prototypes, and climbing along them, with the functions of Object and Reflect.',
  threat: 'Who holds the prototype of a built-in object can change it for all, and finds its constructor there.',
  severity: 'error',
  messages: {
    set: { text: 'The prototype of this value cannot be replaced.', hint: 'Use a class with "extends".' },
    climb: {
      text: 'A prototype can be compared, listed and inherited from, and nothing else.',
      hint: 'To test for plain objects: Object.getPrototypeOf(value) === Object.prototype. To copy: Object.create(Object.getPrototypeOf(value)).',
    },
  },
  examples: {
    valid: [
      {
        title: 'a test for plain objects',
        code: 'const proto = Object.getPrototypeOf(data);\nreturn proto === null || proto === Object.prototype;',
      },
      {
        title: 'a copy of an instance',
        code: 'const copy = (value) => Object.assign(Object.create(Object.getPrototypeOf(value)), value);\nreturn copy(data);',
      },
      {
        title: 'the names of all methods',
        code: 'const names = [];\nfor (let o = data; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) names.push(...Object.getOwnPropertyNames(o));\nreturn names;',
      },
      {
        title: 'a test for plain objects, up to the top',
        code: 'let proto = data;\nwhile (Object.getPrototypeOf(proto) !== null) proto = Object.getPrototypeOf(proto);\nreturn Object.getPrototypeOf(data) === proto;',
      },
      {
        title: 'the name of a class',
        code: 'return Object.getPrototypeOf(data)?.constructor?.name ?? typeof data;',
      },
      {
        title: 'a name in a chain of scopes',
        code: 'const find = (scope, name) => {\n  for (let at = scope; at; at = Object.getPrototypeOf(at)) if (Object.hasOwn(at, name)) return at[name];\n};\nreturn find(data, data.name);',
      },
      {
        title: 'another object of the same class',
        code: 'const like = (value) => { const Own = Object.getPrototypeOf(value).constructor; return new Own(value.id); };\nreturn like(data);',
      },
      {
        title: 'the names of a class and of those it extends',
        code: 'class A {}\nclass B extends A {}\nconst names = [];\nfor (let c = B; c?.name; c = Object.getPrototypeOf(c)) names.push(c.name);\nreturn names;',
      },
      {
        title: 'a custom error',
        code: 'class Failure extends Error { constructor(m) { super(m); Object.setPrototypeOf(this, Failure.prototype); } }',
      },
      {
        title: 'an object that inherits from another',
        code: "const animal = { hi() {} };\nreturn Object.setPrototypeOf({ name: 'Rex' }, animal);",
      },
      {
        title: 'the same, with a name',
        code: 'const base = { hi() {} };\nconst own = { hi() { return super.hi(); } };\nObject.setPrototypeOf(own, base);',
      },
      {
        title: 'inheritance of functions',
        code: 'function A() {}\nfunction B() {}\nObject.setPrototypeOf(B.prototype, A.prototype);',
      },
    ],
    invalid: [
      { title: 'replacing', code: 'Object.setPrototypeOf(data, evil);', reports: ['set'] },
      { title: 'with Reflect', code: 'Reflect.setPrototypeOf(Array, {});', reports: ['set'] },
      {
        title: 'climbing',
        code: 'const F = Object.getPrototypeOf(async () => {})["constructor"];',
        reports: ['climb'],
      },
      { title: 'writing', code: 'Object.getPrototypeOf([]).last = 1;', reports: ['climb'] },
      {
        title: 'in a loop',
        code: 'let t = data, top;\nfor (const i of [1, 2]) { t = Object.getPrototypeOf(t); top = t.x; }',
        reports: ['climb'],
      },
      {
        title: 'the constructor, called',
        code: 'const F = Object.getPrototypeOf(data).constructor;\nreturn F("return 1")();',
        reports: ['climb'],
      },
      {
        title: 'in a chain of scopes, to a name that is known',
        code: "let at = data;\nfor (const i of [1, 2]) at = Object.getPrototypeOf(at);\nconst name = 'map';\nreturn Object.hasOwn(at, name) && at[name];",
        reports: ['climb'],
      },
      { title: 'handing on', code: 'keep(Object.getPrototypeOf(data));', reports: ['climb'] },
      { title: 'a spelled name', code: 'Object["get" + "PrototypeOf"](data).x', reports: ['climb'] },
    ],
  },
  create: (context) => ({
    Call(at) {
      const name = metaFunction(at.node.callee, at.scope);
      const [target] = at.node.arguments;
      if (name === 'setPrototypeOf') {
        if (target === undefined || !isOwn(target, at.scope)) context.report({ messageId: 'set', at });
      } else if (name === 'getPrototypeOf' && isHandedOn(at, target, context.tree)) {
        context.report({ messageId: 'climb', at });
      }
    },
  }),
});

/** `this` in a constructor, an object literal, or the prototype of a class of the author's own. */
function isOwn(target: Node, scope: Scope): boolean {
  if (target.type === 'ThisExpression' || target.type === 'ObjectExpression') return true;
  const binding = target.type === 'Identifier' ? lookup(scope, target.name) : null;
  if (binding !== null && constantInit(binding)?.type === 'ObjectExpression') return true;
  if (isMember(target) && propertyKey(target, scope).name === 'prototype')
    return originOf(target.object, scope) === 'function';
  return originOf(target, scope) === 'function';
}

function isHandedOn(call: Site, target: Node | undefined, tree: Tree): boolean {
  const origin = target === undefined ? 'intrinsic' : originOf(target, call.scope);
  const isOfData = origin === 'this' || origin === 'unknown';
  const uses = usesOf(call, tree);
  const isLookup = isOfData && isScopeLookup(uses);
  return !uses.every(
    (use) => isHarmlessOfPrototype(use, tree) || (isOfData && isClassOf(use, tree)) || (isLookup && isKeyRead(use)),
  );
}

/** A property whose name only the run tells. */
function isKeyRead(use: Use): boolean {
  if (use.kind !== 'member' || use.name !== null || use.site.role === 'target') return false;
  const { node, scope } = use.site;
  return isMember(node) && possibleKeys(node, scope).length === 0;
}

/** `Object.getPrototypeOf(this).constructor`, to make another object of the same class. */
function isClassOf(use: Use, tree: Tree): boolean {
  if (use.kind !== 'member' || use.assembled || use.name !== 'constructor') return false;
  const uses = usesOf(use.site, tree);
  return uses.length > 0 && uses.every((one) => isNameUse(one) || makesInstance(one, tree));
}
