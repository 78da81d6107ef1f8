import type { Node } from '@babel/types';
import type { Site, Tree } from './site.ts';

/** Finds the site of a node. Built on the first question: most programs never ask one. */
export interface SiteIndex {
  readonly tree: Tree;
  sites: Map<Node, Site> | null;
}

export function makeSiteIndex(tree: Tree): SiteIndex {
  return { tree, sites: null };
}

export function siteOf(index: SiteIndex, node: Node): Site | null {
  index.sites ??= new Map(index.tree.sites.map((site) => [site.node, site]));
  return index.sites.get(node) ?? null;
}
