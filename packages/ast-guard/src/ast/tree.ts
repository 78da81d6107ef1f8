import { type File, type Identifier, type Node, VISITOR_KEYS } from '@babel/types';
import { childRole, startsScope, varScopeOf } from './roles.ts';
import { type Binding, type BindingKind, lookup, type Role, type Scope, type Site, type Tree } from './site.ts';

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
  const root = makeSite(file.program, null, '', -1, 0, rootScope, 'value', null);
  const draft: Draft = { sites: [], bindings: [], references: [] };
  const stack: Site[] = [root];
  for (let site = stack.pop(); site !== undefined; site = stack.pop()) {
    if (site.depth > maxDepth) throw new TooDeep(site);
    draft.sites.push(site);
    if (site.node.type === 'Identifier') noteIdentifier(site as Site<Identifier>, draft);
    pushChildren(site, stack);
  }
  return { root, sites: draft.sites, bindings: draft.bindings, globals: bindReferences(draft.references) };
}

function pushChildren(site: Site, stack: Site[]): void {
  const { node } = site;
  const keys = VISITOR_KEYS[node.type];
  if (keys === undefined || keys.length === 0) return;
  const inner = startsScope(site) ? newScope(site) : site.scope;
  const depth = site.depth + 1;
  const fields = node as unknown as Record<string, unknown>;
  for (let k = keys.length - 1; k >= 0; k--) {
    const key = keys[k] as string;
    const value = fields[key];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) {
        const child = value[i] as Node | null;
        if (child !== null) stack.push(makeChild(site, child, key, i, depth, inner));
      }
    } else {
      stack.push(makeChild(site, value as Node, key, -1, depth, inner));
    }
  }
}

function makeChild(site: Site, child: Node, key: string, index: number, depth: number, inner: Scope): Site {
  const { role, declares, outside } = childRole(site, child, key);
  return makeSite(child, site, key, index, depth, outside ? site.scope : inner, role, declares);
}

function makeSite(
  node: Node,
  parent: Site | null,
  key: string,
  index: number,
  depth: number,
  scope: Scope,
  role: Role,
  declares: BindingKind | null,
): Site {
  return { node, parent, key, index, depth, scope, role, declares, binding: null };
}

function newScope(site: Site): Scope {
  return { parent: site.scope, isFunction: varScopeOf(site.node.type), site, bindings: null };
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
