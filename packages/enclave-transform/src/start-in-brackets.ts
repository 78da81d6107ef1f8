import type { Node } from '@babel/types';

/** Where an expression starts with the brackets that are put around it. */
export function startInBrackets(node: Node): number {
  return (node.extra?.parenStart as number | undefined) ?? (node.start as number);
}
