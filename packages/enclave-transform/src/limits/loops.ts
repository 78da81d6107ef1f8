import type { Node, Statement } from '@babel/types';

export type Loop = Node & { readonly body: Statement };

/** Loops that may be left by `break` at the limit: nothing of the author's runs then. */
export const PLAIN_LOOPS = ['ForStatement', 'WhileStatement', 'DoWhileStatement'] as const;

/** These are left by the error itself, since `break` would let an iterator's `return()` throw another. */
export const ITERATIONS = ['ForInStatement', 'ForOfStatement'] as const;

export function isPlainLoop({ type }: Node): boolean {
  return (PLAIN_LOOPS as readonly string[]).includes(type);
}

/** A label belongs to its loop: what goes around the loop goes around all of its labels. */
export function outermostLabel(node: Node, ancestors: readonly Node[]): Node {
  let outermost = node;
  for (let index = ancestors.length - 1; ancestors[index]?.type === 'LabeledStatement'; index--) {
    outermost = ancestors[index] as Node;
  }
  return outermost;
}
