import type { MemberExpression, Node, ObjectProperty, OptionalMemberExpression } from '@babel/types';
import { evaluate, possibleValues } from './evaluate.ts';
import type { Scope, Site } from './site.ts';

export interface PropertyKey {
  /** The name when the source alone tells it, else null. */
  readonly name: string | null;
  /** The name is not written out: it is put together or encoded, or unknown. */
  readonly assembled: boolean;
}

const DYNAMIC: PropertyKey = { name: null, assembled: true };

/** Longer than every name that a rule knows. */
const MAX_NAME = 200;

type Keyed = { readonly computed?: boolean; readonly key: Node };

/** The property that a member expression, or one entry of an object literal or pattern, names. */
export function propertyKey(
  node: MemberExpression | OptionalMemberExpression | ObjectProperty | Keyed,
  scope: Scope,
): PropertyKey {
  const key = 'property' in node ? node.property : node.key;
  if (!node.computed) {
    if (key.type === 'Identifier') return { name: key.name, assembled: false };
    if (key.type === 'StringLiteral') return { name: key.value, assembled: false };
    if (key.type === 'NumericLiteral') return { name: String(key.value), assembled: false };
    return DYNAMIC;
  }
  if (key.type === 'StringLiteral') return { name: key.value, assembled: /\\[xu]/.test(String(key.extra?.raw ?? '')) };
  const known = evaluate(key, scope);
  // Nothing that matters is called so, and a table of names would have to read all of it.
  if (typeof known?.value === 'string' && known.value.length > MAX_NAME) return DYNAMIC;
  // A name that a constant variable holds is still written out where the variable is declared.
  return known === null ? DYNAMIC : { name: String(known.value), assembled: key.type !== 'Identifier' };
}

/** Ways to name a property that lead to a text which is written out somewhere. */
const WRITTEN_OUT = new Set([
  'Identifier',
  'MemberExpression',
  'OptionalMemberExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'AssignmentExpression',
]);

/**
 * What a computed key may name where {@link propertyKey} cannot tell: a variable can hold one of several texts, a choice
 * or a table of constants can lead to one. Empty when the source shows none.
 */
export function possibleKeys(
  node: MemberExpression | OptionalMemberExpression | ObjectProperty,
  scope: Scope,
): PropertyKey[] {
  const key = 'property' in node ? node.property : node.key;
  if (node.computed !== true) return [];
  const assembled = !WRITTEN_OUT.has(key.type);
  return possibleValues(key, scope).flatMap((name) =>
    typeof name === 'string' && name.length <= MAX_NAME ? [{ name, assembled }] : [],
  );
}

/** The property that the member expression at `site` reads or writes; dynamic for any other node. */
export function memberKey(site: Site): PropertyKey {
  const { node } = site;
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return DYNAMIC;
  return propertyKey(node, site.scope);
}

export function isMember(node: Node): node is MemberExpression | OptionalMemberExpression {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}
