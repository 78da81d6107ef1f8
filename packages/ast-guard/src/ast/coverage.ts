import type { File, Node } from '@babel/types';

/**
 * The nodes that hang on one node, found by looking at every property of the object, knowing nothing of node types. The
 * walk that the rules see knows only the properties that it was told of; when the two differ, something was missed.
 *
 * @returns how many there are.
 */
export function visitChildren(node: Node, visit?: (child: Node) => void): number {
  let count = 0;
  const fields = node as unknown as Record<string, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      if (!isNode(value)) continue;
      count++;
      visit?.(value);
      continue;
    }
    for (const item of value) {
      if (!isNode(item)) continue;
      count++;
      visit?.(item);
    }
  }
  return count;
}

/** Every node of a program, without recursion. */
export function visitNodes(file: File, visit: (node: Node) => void): void {
  // Depth first: neighbours in the tree are neighbours in memory.
  const stack: Node[] = [file.program];
  const push = (child: Node): void => {
    stack.push(child);
  };
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visit(node);
    visitChildren(node, push);
  }
}

/** These have a type too, but no place in the tree: nothing of them runs. */
const ASIDE = new Set(['CommentLine', 'CommentBlock', 'InterpreterDirective']);

function isNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null) return false;
  const { type } = value as { type?: unknown };
  return typeof type === 'string' && !ASIDE.has(type);
}
