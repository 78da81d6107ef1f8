import type { Node } from '@babel/types';
import { isMember, propertyKey } from './property.ts';
import { lookup, type Scope, type Tree } from './site.ts';
import { type Use, usesOf } from './uses.ts';

/** The function of Object or Reflect that is called, or null for any other callee. */
export function metaFunction(callee: Node, scope: Scope): string | null {
  if (!isMember(callee) || callee.object.type !== 'Identifier') return null;
  const { name } = callee.object;
  if ((name !== 'Object' && name !== 'Reflect') || lookup(scope, name) !== null) return null;
  return propertyKey(callee, scope).name;
}

/** These give names, say yes or no, or make something that inherits from the prototype as any instance does. */
const HARMLESS_RECEIVERS = new Set(['create', 'getOwnPropertyNames', 'getPrototypeOf', 'hasOwn', 'keys', 'ownKeys']);

/** Whether a function that is handed a prototype gives neither it nor anything in it away. */
export function onlyInheritsOrLists(callee: Node, scope: Scope): boolean {
  return HARMLESS_RECEIVERS.has(metaFunction(callee, scope) ?? '');
}

/** Whether the names in a chain of objects are looked up one object after the other, as an interpreter does with scopes. */
export function isScopeLookup(uses: readonly Use[]): boolean {
  return uses.some((use) => use.kind === 'argument' && metaFunction(use.callee, use.site.scope) === 'hasOwn');
}

/** Comparing a prototype or a constructor, testing it, and reading the name of a class give nothing away. */
export function isNameUse(use: Use): boolean {
  if (use.kind === 'compare' || use.kind === 'test') return true;
  return use.kind === 'member' && !use.assembled && use.name === 'name' && use.site.role !== 'target';
}

/** Whether a prototype is only compared, listed, inherited from, or asked for the name of its class. */
export function isHarmlessOfPrototype(use: Use, tree: Tree): boolean {
  if (use.kind === 'argument') return onlyInheritsOrLists(use.callee, use.site.scope);
  if (isNameUse(use)) return true;
  if (use.kind !== 'member' || use.assembled || use.name !== 'constructor') return false;
  const uses = usesOf(use.site, tree);
  return uses.length > 0 && uses.every(isNameUse);
}
