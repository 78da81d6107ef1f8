import type { Node } from '@babel/types';
import { possibleValues } from './evaluate.ts';
import type { Scope, Tree } from './site.ts';
import { type Use, usesOf } from './uses.ts';

const CALLING = new Set(['call', 'apply', 'bind']);
const CODE = /\breturn\b|[(=`]/;

/**
 * Whether `new value.constructor(...)` makes another value of the class of `value`, as far as the source tells: if that
 * class is Function, what is made is called, or it is made of a text that reads as code.
 */
export function makesInstance({ kind, site }: Use, tree: Tree): boolean {
  const { node } = site;
  if (kind !== 'new' || node.type !== 'NewExpression' || usesOf(site, tree).some(isCalled)) return false;
  const isThrown = site.parent?.node.type === 'ThrowStatement';
  return isThrown || !node.arguments.some((argument) => readsAsCode(argument, site.scope));
}

function isCalled({ kind, ...use }: Use): boolean {
  if (kind === 'member') return 'name' in use && use.name !== null && CALLING.has(use.name);
  return kind === 'call' || kind === 'new' || kind === 'extends';
}

function readsAsCode(argument: Node, scope: Scope): boolean {
  return possibleValues(argument, scope).some((value) => typeof value === 'string' && CODE.test(value));
}
