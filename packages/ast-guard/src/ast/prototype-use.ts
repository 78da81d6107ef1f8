import type { Node } from '@babel/types';
import { isMember, propertyKey } from './property.ts';
import { lookup, type Scope } from './site.ts';

/** The function of Object or Reflect that is called, or null for any other callee. */
export function metaFunction(callee: Node, scope: Scope): string | null {
  if (!isMember(callee) || callee.object.type !== 'Identifier') return null;
  const { name } = callee.object;
  if ((name !== 'Object' && name !== 'Reflect') || lookup(scope, name) !== null) return null;
  return propertyKey(callee, scope).name;
}

/** These give names, or something that inherits from the prototype as any instance does. */
const HARMLESS_RECEIVERS = new Set(['create', 'getOwnPropertyNames', 'getPrototypeOf', 'keys', 'ownKeys']);

/** Whether a function that is handed a prototype gives neither it nor anything in it away. */
export function onlyInheritsOrLists(callee: Node, scope: Scope): boolean {
  return HARMLESS_RECEIVERS.has(metaFunction(callee, scope) ?? '');
}
