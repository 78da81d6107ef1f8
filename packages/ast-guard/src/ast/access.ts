import type { MemberExpression, Node } from '@babel/types';
import { sourceOfPattern } from './pattern-source.ts';
import { possibleKeys, propertyKey } from './property.ts';
import type { Site } from './site.ts';

/** One property read, written, deleted or destructured: `a.b`, `a['b']`, `const { b } = a`. */
export interface Access {
  /** The member expression, or the entry of the pattern. */
  readonly site: Site;
  /** What the property is taken from; null when the source does not show it (a parameter, a nested pattern). */
  readonly object: Node | null;
  /** The name, when the source alone tells it. */
  readonly name: string | null;
  /** The name is put together or encoded, or unknown. */
  readonly assembled: boolean;
  readonly destructured: boolean;
}

/** The access that happens at `site`, or null when the node is not one. */
export function accessAt(site: Site): Access | null {
  const { node } = site;
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const { name, assembled } = propertyKey(node, site.scope);
    return { site, object: node.object, name, assembled, destructured: false };
  }
  const pattern = site.parent;
  if (node.type !== 'ObjectProperty' || pattern?.node.type !== 'ObjectPattern') return null;
  const { name, assembled } = propertyKey(node, site.scope);
  return { site, object: sourceOfPattern(pattern), name, assembled, destructured: true };
}

/**
 * The accesses that may happen at `site`: one for each name that the source shows the key to have, and one without a
 * name when it shows none.
 */
export function accessesAt(site: Site): Access[] {
  const access = accessAt(site);
  if (access === null) return [];
  if (access.name !== null) return [access];
  const keys = possibleKeys(site.node as MemberExpression, site.scope);
  return keys.length === 0 ? [access] : keys.map((key) => ({ ...access, ...key }));
}
