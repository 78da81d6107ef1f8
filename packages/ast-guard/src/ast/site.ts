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

/** A node where it stands in the tree. One is made for each node, in source order; rules read it and never change it. */
export interface Site<N extends Node = Node> {
  readonly node: N;
  readonly parent: Site | null;
  /** The property of the parent that holds this node. */
  readonly key: string;
  /** Position in that property when it is a list, else -1. */
  readonly index: number;
  /** Position in `tree.sites`. */
  order: number;
  readonly depth: number;
  readonly scope: Scope;
  readonly role: Role;
  /** For an identifier that declares: what kind of binding it makes. */
  readonly declares: BindingKind | null;
  /** For an identifier that reads or writes a variable: its binding, or null when nothing in the source declares it. */
  binding: Binding | null;
}

export interface Scope {
  readonly parent: Scope | null;
  /** Whether `var` declarations end here. */
  readonly isFunction: boolean;
  readonly site: Site | null;
  bindings: Map<string, Binding> | null;
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** Every identifier that declares it (`var` and functions may do so twice). */
  readonly declarations: Site<Identifier>[];
  readonly references: Site<Identifier>[];
  /** Those of the references that assign. The initialiser of the declaration does not count. */
  readonly writes: Site<Identifier>[];
}

/** The whole program as the rules see it. */
export interface Tree {
  readonly root: Site;
  /** Every site, parents before children, in source order. */
  readonly sites: readonly Site[];
  readonly bindings: readonly Binding[];
  /** Identifiers that refer to a variable which the source does not declare. */
  readonly globals: ReadonlyMap<string, readonly Site<Identifier>[]>;
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
  for (let i = site.order + 1; i < tree.sites.length; i++) {
    spend(1);
    const at = tree.sites[i] as Site;
    if (at.depth <= site.depth) return null;
    if (at.parent === site && at.key === key && at.index === index) return at;
  }
  return null;
}
