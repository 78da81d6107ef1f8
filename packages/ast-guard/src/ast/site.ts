import type { Identifier, Node } from '@babel/types';
import { spend } from './work.ts';

/** What an identifier or a pattern does where it stands. */
export type Role = 'value' | 'target' | 'declare' | 'name' | 'type';

export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'using'
  | 'function'
  | 'class'
  | 'parameter'
  | 'catch'
  | 'import'
  | 'enum'
  | 'namespace';

/** A node where it stands in the tree. There is at most one for each node, so two can be compared. */
export interface Site<N extends Node = Node> {
  readonly node: N;
  readonly parent: Site | null;
  /** The property of the parent that holds this node. */
  readonly key: string;
  /** Position in that property when it is a list, else -1. */
  readonly index: number;
  /** Position in source order; the nodes inside this one follow it directly. */
  readonly order: number;
  readonly scope: Scope;
  readonly role: Role;
  /** For an identifier that declares: what kind of binding it makes. */
  readonly declares: BindingKind | null;
  /** For an identifier: the variable that it declares, reads or writes, or null when the source declares none. */
  readonly binding: Binding | null;
}

export interface Scope {
  readonly parent: Scope | null;
  /** Whether `var` declarations end here. */
  readonly isFunction: boolean;
  readonly bindings: ReadonlyMap<string, Binding> | null;
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** Something reads or assigns it. */
  readonly isUsed: boolean;
  /** Declared once and never assigned afterwards. */
  readonly isConstant: boolean;
  /** Every identifier that declares it (`var` and functions may do so twice). */
  readonly declarations: readonly Site<Identifier>[];
  readonly references: readonly Site<Identifier>[];
  /** Those of the references that assign. The initialiser of the declaration does not count. */
  readonly writes: readonly Site<Identifier>[];
}

/** The whole program as the rules see it. */
export interface Tree {
  readonly root: Site;
  /** Every node, parents before children, in source order. */
  readonly nodes: readonly Node[];
  readonly bindings: readonly Binding[];
  /** Identifiers that refer to a variable which the source does not declare. */
  readonly globals: ReadonlyMap<string, readonly Site<Identifier>[]>;
  siteAt(order: number): Site;
  /** The order of the first node after `site` that is not inside it. */
  endOf(site: Site): number;
}

/** Finds what `name` means in `scope`, or null when the source does not declare it. */
export function lookup(scope: Scope, name: string): Binding | null {
  let hops = 0;
  let found: Binding | undefined;
  for (let at: Scope | null = scope; at !== null && found === undefined; at = at.parent) {
    hops++;
    if (at.bindings !== null) found = at.bindings.get(name);
  }
  spend(hops);
  return found ?? null;
}

/** The site of the child under `key`, or null when there is none. */
export function childOf(tree: Tree, site: Site, key: string, index = -1): Site | null {
  const held = (site.node as unknown as Record<string, Node | readonly Node[] | null | undefined>)[key];
  const child = Array.isArray(held) ? held[index] : held;
  const end = tree.endOf(site);
  for (let order = site.order + 1; order < end; ) {
    spend(1);
    const at = tree.siteAt(order);
    if (at.node === child) return at;
    order = tree.endOf(at);
  }
  return null;
}
