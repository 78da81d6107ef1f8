import type { File, Identifier, Node } from '@babel/types';
import { infoOf, type NodeInfo, sharesScope, TYPE } from './roles.ts';
import { type Binding, type BindingKind, lookup, type Scope, type Site, type Tree } from './site.ts';

/** The tree is deeper than the limit: whoever walks it by recursion might run out of stack. */
export class TooDeep extends Error {
  readonly site: Site;
  constructor(site: Site) {
    super('too deep');
    this.site = site;
  }
}

interface Draft {
  readonly sites: Site[];
  readonly bindings: Binding[];
  readonly references: Site<Identifier>[];
}

/**
 * Walks the tree once, without recursion, and notes for each node where it stands, in which scope, and what each
 * identifier does. References are bound at the end, because `var` and functions may be used before they are declared.
 */
export function buildTree(file: File, maxDepth: number): Tree {
  const rootScope: Scope = { parent: null, isFunction: true, site: null, bindings: null };
  const root: Site = {
    node: file.program,
    parent: null,
    key: '',
    index: -1,
    order: 0,
    depth: 0,
    scope: rootScope,
    role: 'value',
    declares: null,
    binding: null,
  };
  const draft: Draft = { sites: [], bindings: [], references: [] };
  const stack: Site[] = [root];
  for (let site = stack.pop(); site !== undefined; site = stack.pop()) {
    if (site.depth > maxDepth) throw new TooDeep(site);
    site.order = draft.sites.length;
    draft.sites.push(site);
    if (site.node.type === 'Identifier') noteIdentifier(site as Site<Identifier>, draft);
    pushChildren(site, stack);
  }
  return { root, sites: draft.sites, bindings: draft.bindings, globals: bindReferences(draft.references) };
}

function pushChildren(site: Site, stack: Site[]): void {
  const { node } = site;
  const info = infoOf(node.type);
  if (info.keys.length === 0) return;
  const inner = innerScope(site, info);
  const fields = node as unknown as Record<string, unknown>;
  for (const key of info.keys) {
    const value = fields[key];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) {
        const child = value[i] as Node | null;
        if (child !== null) stack.push(makeChild(site, info, child, key, i, inner));
      }
    } else {
      stack.push(makeChild(site, info, value as Node, key, -1, inner));
    }
  }
}

function innerScope(site: Site, { scope }: NodeInfo): Scope {
  if (scope === 'none' || sharesScope(site.node, site.parent?.node)) return site.scope;
  return { parent: site.scope, isFunction: scope === 'function', site, bindings: null };
}

function makeChild(site: Site, info: NodeInfo, child: Node, key: string, index: number, inner: Scope): Site {
  const { role, declares, outside } = site.role === 'type' || infoOf(child.type).isType ? TYPE : info.roleOf(site, key);
  const scope = outside ? site.scope : inner;
  return {
    node: child,
    parent: site,
    key,
    index,
    order: 0,
    depth: site.depth + 1,
    scope,
    role,
    declares,
    binding: null,
  };
}

function noteIdentifier(site: Site<Identifier>, draft: Draft): void {
  if (site.role === 'declare') declare(site, draft.bindings);
  else if (site.role === 'value' || site.role === 'target') draft.references.push(site);
}

function declare(site: Site<Identifier>, bindings: Binding[]): void {
  const kind = site.declares as BindingKind;
  let scope = site.scope;
  if (kind === 'var') while (!scope.isFunction && scope.parent !== null) scope = scope.parent;
  const name = site.node.name;
  scope.bindings ??= new Map();
  let binding = scope.bindings.get(name);
  if (binding === undefined) {
    binding = { name, kind, scope, declarations: [], references: [], writes: [] };
    scope.bindings.set(name, binding);
    bindings.push(binding);
  }
  binding.declarations.push(site);
  site.binding = binding;
}

function bindReferences(references: readonly Site<Identifier>[]): Map<string, Site<Identifier>[]> {
  const globals = new Map<string, Site<Identifier>[]>();
  for (const site of references) {
    const binding = lookup(site.scope, site.node.name);
    if (binding === null) {
      const known = globals.get(site.node.name);
      if (known === undefined) globals.set(site.node.name, [site]);
      else known.push(site);
      continue;
    }
    site.binding = binding;
    binding.references.push(site);
    if (site.role === 'target') binding.writes.push(site);
  }
  return globals;
}
