import type { File, Identifier, Node } from '@babel/types';
import type { Language } from '../parse.ts';
import { visitChildren } from './coverage.ts';
import { functionScope, Layout, type OpenScope, type Variable } from './layout.ts';
import { type ChildRole, NODE_INFO, type NodeInfo, sharesScope, TYPE, UNKNOWN_INFO, VALUE } from './roles.ts';
import { lookup } from './site.ts';

/** The tree is deeper than the limit: whoever walks it by recursion might run out of stack. */
export class TooDeep extends Error {}

interface Walk {
  readonly layout: Layout;
  readonly table: ReadonlyMap<string, NodeInfo>;
  readonly identifier: NodeInfo;
  readonly maxDepth: number;
}

/** {@link buildTree} gives this. */
export interface Built {
  readonly tree: Layout;
  /** Whether every node of the program is in the tree. */
  readonly isComplete: boolean;
}

/**
 * Walks the tree once and notes for each node where it stands, in which scope, and what each identifier does. References
 * are bound at the end, because `var` and functions may be used before they are declared. The children of each node are
 * counted a second time, without its knowledge of types, while the node is at hand: see {@link visitChildren}.
 *
 * @throws TooDeep when nodes are nested deeper than `maxDepth`, or than the stack holds.
 */
export function buildTree(file: File, maxDepth: number, language: Language): Built {
  const { program } = file;
  const table = NODE_INFO[language];
  const layout = new Layout(table, program.end ?? 0);
  const identifier = table.get('Identifier') as NodeInfo;
  const walk: Walk = { layout, table, identifier, maxDepth };
  let isComplete: boolean;
  try {
    isComplete = visit(walk, program, -1, null, -1, 0, layout.openScope(null, true), VALUE, 0);
  } catch (error) {
    throw error instanceof RangeError ? new TooDeep() : error;
  }
  layout.finish();
  bindReferences(layout, identifier.number);
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
  const { layout } = walk;
  // More than a third of all nodes.
  const info = node.type === 'Identifier' ? walk.identifier : (walk.table.get(node.type) ?? UNKNOWN_INFO);
  const role = info.isType ? TYPE : given;
  const order = layout.add(node, parent, index, keyNumber, scope, role, info.number);
  if (node.type === 'Identifier') declare(layout, node, order, scope, role);
  const inner = innerScope(layout, scope, info, node, parentNode);
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

function declare(layout: Layout, { name }: Identifier, order: number, scope: OpenScope, { declares }: ChildRole): void {
  if (declares === null) return;
  const home = declares === 'var' ? functionScope(scope) : scope;
  home.bindings ??= new Map();
  let variable = home.bindings.get(name);
  if (variable === undefined) {
    variable = layout.addVariable(name, declares, home);
    home.bindings.set(name, variable);
  }
  variable.declareAt(order);
}

function bindReferences(layout: Layout, identifier: number): void {
  const { nodes } = layout;
  for (let order = 0; order < nodes.length; order++) {
    if (layout.typeAt(order) !== identifier) continue;
    const { role } = layout.roleOf(order);
    if (role !== 'value' && role !== 'target') continue;
    const { name } = nodes[order] as Identifier;
    const variable = lookup(layout.scopeOf(order), name) as Variable | null;
    if (variable === null) layout.addGlobal(name, order);
    else variable.useAt(order, role === 'target');
  }
}
