import { type Node, VISITOR_KEYS } from '@babel/types';

/** Returned by a handler to keep every plugin out of the subtree. */
export const SKIP = Symbol('skip');

/** Called with a node and its ancestors, the root first. The array is reused: copy what must outlive the call. */
export type Handler = (node: Node, ancestors: readonly Node[]) => undefined | typeof SKIP;

/** Visits every node once, parents first, in source order. */
export function walk(root: Node, enter: Handler): void {
  const ancestors: Node[] = [];
  const visit = (node: Node): void => {
    if (enter(node, ancestors) === SKIP) return;
    const keys = VISITOR_KEYS[node.type];
    if (keys === undefined) throw new Error(`No visitor keys for a node of type ${node.type}.`);
    if (keys.length === 0) return;
    ancestors.push(node);
    for (const key of keys) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
      if (child === null || child === undefined) continue;
      if (!Array.isArray(child)) visit(child);
      else {
        for (const item of child) if (item !== null) visit(item);
      }
    }
    ancestors.pop();
  };
  visit(root);
}
