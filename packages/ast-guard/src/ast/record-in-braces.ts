import type { Site } from './site.ts';

/** The label in `(user) => { name: user.name }`, which was meant to be a property: the function returns nothing. */
export function isRecordInBraces({ node, parent }: Site): boolean {
  if (node.type !== 'LabeledStatement' || node.body.type !== 'ExpressionStatement') return false;
  return parent?.node.type === 'BlockStatement' && parent.parent?.node.type === 'ArrowFunctionExpression';
}
