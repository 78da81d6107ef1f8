import type { Node } from '@babel/types';
import { isMember, propertyKey } from '../ast/property.ts';
import { lookup, type Scope, type Site } from '../ast/site.ts';
import { defineRule } from '../rule.ts';
import { STACK_HOOKS } from '../tables/stack-hooks.ts';

const WRITERS = new Set([
  'defineProperty',
  'defineProperties',
  'assign',
  'freeze',
  'seal',
  'preventExtensions',
  'set',
  'deleteProperty',
]);

export const noIntrinsicMutation = defineRule({
  id: 'no-intrinsic-mutation',
  family: 'prototypes',
  summary: 'Forbid changing built-in objects.',
  threat: 'A replaced JSON.parse or Promise.all sees and changes what every later line of the script works with.',
  severity: 'error',
  messages: {
    changed: {
      text: 'The built-in "{name}" cannot be changed.',
      hint: 'Write a function of your own with another name.',
    },
  },
  examples: {
    valid: [
      { title: 'using them', code: 'const max = Math.max(1, 2);\nreturn JSON.stringify({ max });' },
      { title: 'an object of your own', code: 'const Math2 = {};\nMath2.half = (x) => x / 2;' },
      {
        title: 'a console that keeps what it is told',
        code: 'const lines = [];\nconst { log } = console;\nconsole.log = (...args) => { lines.push(args.join()); log(...args); };',
      },
      { title: 'freezing your own', code: 'const Status = Object.freeze({ OPEN: 1 });' },
    ],
    invalid: [
      { title: 'an assignment', code: 'Math.max = () => 0;', reports: ['changed'] },
      { title: 'a new property', code: 'Array.last = (xs) => xs.at(-1);', reports: ['changed'] },
      { title: 'a computed key', code: 'Object[name] = () => 1;', reports: ['changed'] },
      { title: 'delete', code: 'delete JSON.parse;', reports: ['changed'] },
      { title: 'a method of a prototype', code: 'Array.prototype.map.call = 1;', reports: ['changed'] },
      { title: 'the whole object', code: 'Promise = class {};', reports: ['changed'] },
      { title: 'an increment', code: 'Math.E++;', reports: ['changed'] },
      { title: 'defineProperty', code: "Object.defineProperty(Promise, 'all', { value: 1 });", reports: ['changed'] },
      { title: 'assign', code: 'Object.assign(Math, { max: 1 });', reports: ['changed'] },
    ],
  },
  create: ({ report }) => {
    const check = (object: Node, at: Site): void => {
      const name = builtIn(object, at.scope);
      if (name !== null) report({ messageId: 'changed', at, data: { name } });
    };
    return {
      Global(name, at) {
        if (at.role === 'target' && BUILT_IN.test(name) && name !== 'callTool')
          report({ messageId: 'changed', at, data: { name } });
      },
      Access({ site, object, name }) {
        // What a rule of its own says more about.
        if (object === null || !isMember(site.node) || isConsole(object) || (name !== null && STACK_HOOKS.has(name)))
          return;
        const parent = site.parent?.node;
        const isDelete = parent?.type === 'UnaryExpression' && parent.operator === 'delete';
        if (site.role === 'target' || isDelete) check(object, site);
      },
      Call(at) {
        const { callee, arguments: args } = at.node;
        if (args[1]?.type === 'StringLiteral' && STACK_HOOKS.has(args[1].value)) return;
        if (!isMember(callee) || args[0] === undefined || builtIn(callee.object, at.scope) === null) return;
        const method = propertyKey(callee, at.scope).name;
        if (method !== null && WRITERS.has(method)) check(args[0], at);
      },
    };
  },
});

/** What the script logs by is its own: nothing but its own lines ever calls it. */
function isConsole(object: Node): boolean {
  return object.type === 'Identifier' && object.name === 'console';
}

/** The name of a global object or of a method of one, such as `Math` or `console.log`. */
function builtIn(node: Node, scope: Scope): string | null {
  if (isMember(node)) {
    if (propertyKey(node, scope).name === 'prototype') return null;
    if (isMember(node.object) && propertyKey(node.object, scope).name === 'prototype') {
      return builtIn(node.object.object, scope);
    }
    return node.object.type === 'Identifier' && builtIn(node.object, scope) !== null && BUILT_IN.test(node.object.name)
      ? node.object.name
      : null;
  }
  if (node.type !== 'Identifier' || node.name === 'undefined' || lookup(scope, node.name) !== null) return null;
  return BUILT_IN.test(node.name) ? node.name : null;
}

/** Built-ins start with a capital, but for a few; a host's own globals do not, and may be meant to be changed. */
const BUILT_IN = /^(?:[A-Z]\w*|console|globalThis|callTool)$/;
