import type { File, Identifier, Node } from '@babel/types';
import type { Language } from '../parse.ts';
import { visitChildren } from './coverage.ts';
import { functionScope, Layout, type OpenScope } from './layout.ts';
import { type ChildRole, NODE_INFO, type NodeInfo, sharesScope, TYPE, UNKNOWN_INFO, VALUE } from './roles.ts';
import { spend } from './work.ts';

/** The tree is deeper than the limit: whoever walks it by recursion might run out of stack. */
export class TooDeep extends Error {}

interface Walk {
  readonly layout: Layout;
  readonly unbound: Unbound;
  readonly table: ReadonlyMap<string, NodeInfo>;
  readonly identifier: NodeInfo;
  readonly maxDepth: number;
}

/**
 * The names that are used, and where, in source order, of which it is not known yet what they refer to. What a scope
 * declares is known when it ends; what it does not declare is left to the one around it.
 */
interface Unbound {
  readonly names: string[];
  readonly orders: number[];
  /** How many of them count: the lists are not cut, which would move them. */
  count: number;
}

/** {@link buildTree} gives this. */
export interface Built {
  readonly tree: Layout;
  /** Whether every node of the program is in the tree. */
  readonly isComplete: boolean;
}

/**
 * Walks the tree once and notes for each node where it stands, in which scope, and what each identifier does. References
 * are bound when their scope ends, because `var` and functions may be used before they are declared, and not at the end of
 * all: by then a long source has left the cache. The children of each node are
 * counted a second time, without its knowledge of types, while the node is at hand: see {@link visitChildren}.
 *
 * @throws TooDeep when nodes are nested deeper than `maxDepth`, or than the stack holds.
 */
export function buildTree(file: File, maxDepth: number, language: Language): Built {
  const { program } = file;
  const table = NODE_INFO[language];
  const layout = new Layout(table, program.end ?? 0);
  const identifier = table.get('Identifier') as NodeInfo;
  const unbound: Unbound = { names: [], orders: [], count: 0 };
  const walk: Walk = { layout, unbound, table, identifier, maxDepth };
  let isComplete: boolean;
  try {
    const outermost = layout.openScope(null, true);
    isComplete = visit(walk, program, -1, null, -1, 0, outermost, VALUE, 0);
    bindUses(walk, outermost, 0);
  } catch (error) {
    throw error instanceof RangeError ? new TooDeep() : error;
  }
  layout.finish();
  for (let i = 0; i < unbound.count; i++) layout.addGlobal(unbound.names[i] as string, unbound.orders[i] as number);
  return { tree: layout, isComplete };
}

/** @returns whether nothing below the node was missed. */
function visit(
  walk: Walk,
  node: Node,
  parent: number,
  parentNode: Node | null,
  index: number,
  keyNumber: number,
  scope: OpenScope,
  given: ChildRole,
  depth: number,
): boolean {
  if (depth > walk.maxDepth) throw new TooDeep();
  const { layout, unbound } = walk;
  // More than a third of all nodes.
  const info = node.type === 'Identifier' ? walk.identifier : (walk.table.get(node.type) ?? UNKNOWN_INFO);
  const role = info.isType ? TYPE : given;
  const order = layout.add(node, parent, index, keyNumber, scope, role, info.number);
  if (node.type === 'Identifier') declareOrUse(walk, node, order, scope, role);
  const inner = innerScope(layout, scope, info, node, parentNode);
  const firstUse = unbound.count;
  const fields = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  const { keys } = info;
  let missing = visitChildren(node);
  let isComplete = true;
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k] as string;
    const held = fields[key];
    if (held === null || held === undefined) continue;
    const child = role === TYPE ? TYPE : info.roleOf(node, key, role, parentNode);
    const at = child.outside ? scope : inner;
    if (!Array.isArray(held)) {
      missing--;
      isComplete = visit(walk, held, order, node, -1, k, at, child, depth + 1) && isComplete;
      continue;
    }
    for (let i = 0; i < held.length; i++) {
      const item = held[i];
      if (item === null || item === undefined) continue;
      missing--;
      isComplete = visit(walk, item, order, node, i, k, at, child, depth + 1) && isComplete;
    }
  }
  layout.close(order);
  if (inner !== scope) bindUses(walk, inner, firstUse);
  return isComplete && missing === 0;
}

function innerScope(
  layout: Layout,
  scope: OpenScope,
  { scope: kind }: NodeInfo,
  node: Node,
  parent: Node | null,
): OpenScope {
  return kind === 'none' || sharesScope(node, parent) ? scope : layout.openScope(scope, kind === 'function');
}

function declareOrUse(
  { layout, unbound }: Walk,
  node: Identifier,
  order: number,
  scope: OpenScope,
  does: ChildRole,
): void {
  const { role, declares } = does;
  if (role === 'value' || role === 'target') {
    unbound.names[unbound.count] = node.name;
    unbound.orders[unbound.count++] = order;
  }
  if (declares === null) return;
  const { name } = node;
  const home = declares === 'var' ? functionScope(scope) : scope;
  home.bindings ??= new Map();
  let variable = home.bindings.get(name);
  if (variable === undefined) {
    variable = layout.addVariable(name, declares, home);
    home.bindings.set(name, variable);
  }
  variable.declareAt(order);
}

/** Binds what is used from the use `first` on to what `scope` declares; the rest moves up to close the gaps. */
function bindUses({ layout, unbound }: Walk, scope: OpenScope, first: number): void {
  const { bindings } = scope;
  if (bindings === null) return;
  const { names, orders, count } = unbound;
  spend(count - first);
  let left = first;
  for (let i = first; i < count; i++) {
    const name = names[i] as string;
    const order = orders[i] as number;
    // A computed key stands inside of what has the scope, and does not see it.
    const variable = layout.scopeOrderOf(order) < scope.order ? undefined : bindings.get(name);
    if (variable !== undefined) variable.useAt(order, layout.roleOf(order).role === 'target');
    else {
      names[left] = name;
      orders[left++] = order;
    }
  }
  unbound.count = left;
}
