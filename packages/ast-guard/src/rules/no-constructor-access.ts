import type { Node } from '@babel/types';
import type { Access } from '../ast/access.ts';
import { possibleValues } from '../ast/evaluate.ts';
import { makesInstance } from '../ast/instance-use.ts';
import { type Origin, originOf } from '../ast/origin.ts';
import { isMember, propertyKey } from '../ast/property.ts';
import { isHarmlessOfPrototype, isNameUse } from '../ast/prototype-use.ts';
import type { Site, Tree } from '../ast/site.ts';
import { type Use, usesOf, usesOfAccess } from '../ast/uses.ts';
import { defineRule, type RuleContext } from '../rule.ts';

/** What leads on from a constructor to another one, or calls it in disguise. */
const LEADS_ON = new Set(['constructor', 'prototype', '__proto__', 'call', 'apply', 'bind']);

export const noConstructorAccess = defineRule({
  id: 'no-constructor-access',
  family: 'prototypes',
  summary: 'Forbid reaching the constructor of a value, by whatever spelling.',
  threat:
    'Every value has a "constructor", whose constructor is Function, which compiles text: the way out that nearly every published escape took.',
  severity: 'error',
  messages: {
    reach: {
      text: 'The constructor of a value cannot be used.',
      hint: 'To create a value, name its class: new Map(). To test for it: value instanceof Map, Array.isArray(value), typeof value.',
    },
    assembled: {
      text: 'This names "constructor" in a roundabout way.',
      hint: 'Write out what you want to read, and do not read constructors.',
    },
  },
  examples: {
    valid: [
      {
        title: 'the name of a class',
        code: 'class Failure extends Error { constructor(m) { super(m); this.name = this.constructor.name; } }',
      },
      { title: 'a comparison', code: 'const plain = (value) => value.constructor === Object;\nreturn plain(data);' },
      {
        title: 'data with a field of that name',
        code: 'return standings.map((row) => ({ team: row.constructor, points: row.points }));',
      },
      {
        title: 'the same, taken apart',
        code: "const team = ({ constructor }) => constructor;\nreturn [team({ constructor: 'x' }), ...[{ constructor: 'y' }].map(team)];",
      },
      {
        title: 'an empty copy of the same class',
        code: 'const copy = (value) => Object.assign(new value.constructor(), value);\nconst when = (date) => new date.constructor(date);\nreturn [copy(data), when(data.at)];',
      },
      {
        title: 'another value of the same class',
        code: 'const moved = (point, by) => new point.constructor(point.x + by, point.y);\nreturn moved(data, 2);',
      },
      {
        title: 'an error of the same class',
        code: 'const within = (error, step) => new error.constructor(step + error.message, { cause: error });\nthrow within(data, 1);',
      },
      {
        title: 'the class of its own object',
        code: 'class Model {\n  get table() { return Model.tables.get(this.constructor); }\n  like() { const Own = Object.getPrototypeOf(this).constructor; return new Own(this); }\n}',
      },
      { title: 'a prototype that knows its class', code: 'class A {}\nreturn A.prototype.constructor === A;' },
      {
        title: 'the names of the methods',
        code: 'return Object.getOwnPropertyNames(data.constructor.prototype);',
      },
      { title: 'a field of a record that the host gave', code: 'return report.constructor.points;' },
      { title: 'a class', code: 'class Box { constructor(value) { this.value = value; } }\nreturn new Box(1).value;' },
    ],
    invalid: [
      { title: 'the chain', code: '({}).constructor.constructor("return 1")()', reports: ['reach', 'reach'] },
      { title: 'of a function', code: 'const make = callTool.constructor;', reports: ['reach'] },
      { title: 'a key in pieces', code: 'data["con" + "structor"]', reports: ['assembled'] },
      {
        title: 'destructured and called',
        code: 'const { constructor: Make } = data;\nMake("return 1")();',
        reports: ['reach'],
      },
      { title: 'made and called', code: 'return new data.constructor(data)();', reports: ['reach'] },
      { title: 'made of text', code: 'return new data.constructor("return 1");', reports: ['reach'] },
      {
        title: 'a nested pattern',
        code: 'const f = ({ constructor: { constructor: C } }) => C("1")();',
        reports: ['reach', 'reach'],
      },
      {
        title: 'an optional chain',
        code: 'error?.constructor?.["construct" + "or"]?.("return 1")',
        reports: ['reach', 'assembled'],
      },
      {
        title: 'by a parameter',
        code: 'return (({ constructor }) => constructor)(() => 1)("return 1");',
        reports: ['reach'],
      },
      {
        title: 'by a parameter of a function with a name',
        code: 'const dig = ({ constructor: C }) => C;\ndig(() => 1)("return 1");',
        reports: ['reach'],
      },
      {
        title: 'by the parameter of a callback',
        code: 'const [C] = [() => 1].map(({ constructor }) => constructor);',
        reports: ['reach'],
      },
      {
        title: 'in the head of a loop',
        code: 'for (const { constructor: C } of [() => 1]) keep(C);\nlet D;\nfor ({ constructor: D } of [() => 1]);',
        reports: ['reach', 'reach'],
      },
      { title: 'out of a list', code: 'const [{ constructor: C }] = [() => 1];', reports: ['reach'] },
      {
        title: 'a caught value, called',
        code: 'try { run(); } catch ({ constructor: C }) { C("return 1")(); }',
        reports: ['reach'],
      },
      { title: 'by a default', code: 'const f = ({ constructor } = () => 1) => constructor;', reports: ['reach'] },
      { title: 'through super', code: 'const o = { dig() { return super.constructor; } };', reports: ['reach'] },
      { title: 'through Reflect', code: 'Reflect.get(data, "constructor")', reports: ['assembled'] },
      {
        title: 'a name that a variable was given',
        code: "let k;\nk = 'con' + 'structor';\nreturn data[k]('return 1')();",
        reports: ['reach'],
      },
      {
        title: 'a name from a table',
        code: "const names = { make: 'constructor' };\nreturn Reflect.get(data, names.make);",
        reports: ['assembled'],
      },
    ],
  },
  create: (context) => ({
    Access(access) {
      if (access.name !== 'constructor') return;
      const messageId = judge(access, context);
      if (messageId !== null) context.report({ messageId, at: keyOf(access.site) });
    },
    Call(at) {
      const { callee, arguments: args } = at.node;
      const key = args[1];
      if (key === undefined || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
      if (callee.object.name !== 'Reflect' && callee.object.name !== 'Object') return;
      const method = propertyKey(callee, at.scope).name;
      if (method !== 'get' && method !== 'getOwnPropertyDescriptor') return;
      if (possibleValues(key, at.scope).includes('constructor')) context.report({ messageId: 'assembled', at });
    },
  }),
});

function keyOf({ node }: Site): Node {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') return node.property;
  return node.type === 'ObjectProperty' ? node.key : node;
}

function judge(access: Access, { tree }: RuleContext): 'reach' | 'assembled' | null {
  if (access.assembled) return 'assembled';
  const { site, object } = access;
  const uses = usesOfAccess(access, tree);
  if (object !== null && leadsHere(object, site)) {
    if (!isOwnPrototype(object, site)) return 'reach';
    return site.role === 'target' || (uses.length > 0 && uses.every(isNameUse)) ? null : 'reach';
  }
  const origin = object === null ? 'unknown' : originOf(object, site.scope);
  if (origin === 'unknown') return uses.every((use) => isDataUse(use, tree)) ? null : 'reach';
  // What is not data has no reason to be kept: to be stored and not used yet is already too much.
  return uses.length > 0 && uses.every((use) => isHarmlessUse(use, origin, tree)) ? null : 'reach';
}

function isHarmlessUse(use: Use, origin: Origin, tree: Tree): boolean {
  if (origin === 'this' && (use.kind === 'new' || isDataUse(use, tree))) return true;
  if (origin === 'prototype' && makesInstance(use, tree)) return true;
  return isNameUse(use) || isListed(use, tree);
}

/** Whether the value is itself a constructor or a prototype. */
function leadsHere(object: Node, site: Site): boolean {
  if (object.type !== 'MemberExpression' && object.type !== 'OptionalMemberExpression') return false;
  const { name } = propertyKey(object, site.scope);
  return name === 'constructor' || name === '__proto__' || name === 'prototype';
}

/** `Own.prototype.constructor = Own` is how functions were made to inherit before there were classes. */
function isOwnPrototype(object: Node, { scope }: Site): boolean {
  return (
    isMember(object) && propertyKey(object, scope).name === 'prototype' && originOf(object.object, scope) === 'function'
  );
}

/** What may happen to a field of data that is called so, and to the class of an object that is copied or described. */
function isDataUse(use: Use, tree: Tree): boolean {
  if (use.kind === 'new') return makesInstance(use, tree);
  if (use.kind === 'call' || use.kind === 'extends') return false;
  if (use.kind === 'member') {
    const isPlain = use.name === null ? isSymbolKey(use.site) : !LEADS_ON.has(use.name);
    return isPlain || isListed(use, tree);
  }
  if (use.kind === 'argument') return !isMetaCall(use.callee);
  return true;
}

/** `value.constructor[Symbol.species]` */
function isSymbolKey({ node }: Site): boolean {
  if (!isMember(node) || !isMember(node.property)) return false;
  const { object } = node.property;
  return object.type === 'Identifier' && object.name === 'Symbol';
}

/** The prototype is read to list what it has, or to inherit from it. */
function isListed(use: Use, tree: Tree): boolean {
  if (use.kind !== 'member' || use.assembled || use.name !== 'prototype') return false;
  const uses = usesOf(use.site, tree);
  return uses.length > 0 && uses.every((one) => isHarmlessOfPrototype(one, tree));
}

function isMetaCall(callee: Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    /^(Object|Reflect)$/.test(callee.object.name)
  );
}
