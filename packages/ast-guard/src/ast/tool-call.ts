import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import { evaluate } from './evaluate.ts';
import { lookup, type Scope, type Site } from './site.ts';
import { spend } from './work.ts';

/** Whether `node` calls one of the functions that call tools, by its own name. */
export function isToolCall(
  node: Node,
  scope: Scope,
  names: ReadonlySet<string>,
): node is CallExpression | OptionalCallExpression {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return false;
  const { callee } = node;
  return callee.type === 'Identifier' && names.has(callee.name) && lookup(scope, callee.name) === null;
}

/** The tool that a call names, when the source alone tells it. */
export function toolNameOf(node: CallExpression | OptionalCallExpression, scope: Scope): string | null {
  const [first] = node.arguments;
  const known = first && evaluate(first, scope);
  return typeof known?.value === 'string' ? known.value : null;
}

/** Whether `await` may be written at `site`: at the top level of a body, or in an async function. */
export function mayAwait(site: Site): boolean {
  for (let at = site.parent; at !== null; at = at.parent) {
    spend(1);
    const { node } = at;
    if ('async' in node && 'body' in node) return node.async === true;
    if (node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty' || node.type === 'StaticBlock')
      return false;
  }
  return true;
}
