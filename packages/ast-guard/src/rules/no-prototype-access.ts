import type { Node } from '@babel/types';
import type { Access } from '../ast/access.ts';
import { originOf } from '../ast/origin.ts';
import { isNameUse, onlyInheritsOrLists } from '../ast/prototype-use.ts';
import type { Tree } from '../ast/site.ts';
import { type Use, usesOf, usesOfAccess } from '../ast/uses.ts';
import { defineRule, type RuleContext } from '../rule.ts';

const LEADS_ON = new Set(['constructor', 'prototype', '__proto__']);
const BORROWED = new Set(['call', 'apply', 'bind']);

export const noPrototypeAccess = defineRule({
  id: 'no-prototype-access',
  family: 'prototypes',
  summary:
    'Forbid changing the prototype of anything that the script did not define, and reaching constructors through one.',
  threat:
    'Built-in objects are shared by all code in the realm: a changed prototype changes what every later line does.',
  severity: 'error',
  messages: {
    changed: {
      text: 'The prototype of a built-in object cannot be changed.',
      hint: 'Write a function of your own and pass the value to it.',
    },
    reach: {
      text: 'The prototype of this value cannot be handed on.',
      hint: 'Borrow one method by name: Object.prototype.hasOwnProperty.call(data, key), or better Object.hasOwn(data, key).',
    },
  },
  examples: {
    valid: [
      { title: 'a borrowed method', code: "return Object.prototype.hasOwnProperty.call(data, 'id');" },
      {
        title: 'methods of your own function',
        code: 'function Stack() { this.items = []; }\nStack.prototype.push = function (x) { this.items.push(x); };\nreturn new Stack();',
      },
      { title: 'the names of methods', code: 'return Object.getOwnPropertyNames(Map.prototype);' },
      { title: 'a comparison', code: 'return Object.getPrototypeOf(data) === Object.prototype;' },
      {
        title: 'data with a field of that name',
        code: 'const groups = load();\nconst { prototype: drafts = [] } = groups;\nreturn docs.filter((d) => d.prototype).concat(drafts);',
      },
    ],
    invalid: [
      {
        title: 'a method added to arrays',
        code: 'Array.prototype.last = function () { return this[this.length - 1]; };',
        reports: ['changed'],
      },
      { title: 'handed on', code: 'const shared = Object.prototype;\nreturn shared;', reports: ['reach'] },
      { title: 'a computed key', code: 'Object.prototype[key] = true;', reports: ['changed'] },
      {
        title: 'of a function that the script was given',
        code: 'const { prototype: p } = helpers.add;\np.x = 1;',
        reports: ['changed'],
      },
      {
        title: 'back to the constructor',
        code: 'class A {}\nreturn A.prototype.constructor("return 1");',
        reports: ['reach'],
      },
    ],
  },
  create: (context) => ({
    Access(access) {
      if (access.name !== 'prototype') return;
      const messageId = judge(access, context);
      if (messageId !== null) context.report({ messageId, at: access.site });
    },
  }),
});

function judge(access: Access, { tree }: RuleContext): 'changed' | 'reach' | null {
  const { site, object } = access;
  const origin = object === null ? 'unknown' : originOf(object, site.scope);
  const uses = usesOfAccess(access, tree);
  if (origin === 'function' || origin === 'this' || isNewTarget(object))
    return uses.some((use) => givesAway(use, tree)) ? 'reach' : null;
  if (site.role === 'target') return origin === 'intrinsic' ? 'changed' : null;
  if (uses.some(isChange)) return 'changed';
  if (uses.some((use) => use.kind === 'member' && use.name !== null && LEADS_ON.has(use.name))) return 'reach';
  return origin === 'unknown' || uses.every(isBorrowing) ? null : 'reach';
}

/** A class of the author's own may do anything with its prototype but read a constructor from it. */
function givesAway(use: Use, tree: Tree): boolean {
  if (use.kind !== 'member' || use.name === null || !LEADS_ON.has(use.name) || use.site.role === 'target') return false;
  return use.name !== 'constructor' || !usesOf(use.site, tree).every(isNameUse);
}

function isChange(use: Use): boolean {
  if (use.kind !== 'member') return false;
  const parent = use.site.parent?.node;
  return use.site.role === 'target' || (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
}

/** Reading one method by its name in order to call it on something, or comparing. */
function isBorrowing(use: Use): boolean {
  if (use.kind === 'compare' || use.kind === 'test') return true;
  if (use.kind === 'argument') return onlyInheritsOrLists(use.callee, use.site.scope);
  if (use.kind !== 'member' || use.name === null) return false;
  const parent = use.site.parent;
  if (parent?.node.type !== 'MemberExpression' || use.site.key !== 'object') return true;
  const { property, computed } = parent.node;
  return !computed && property.type === 'Identifier' && (BORROWED.has(property.name) || property.name === 'name');
}

function isNewTarget(object: Node | null): boolean {
  return object?.type === 'MetaProperty' && object.meta.name === 'new';
}
