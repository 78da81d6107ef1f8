import type { CallExpression, Identifier, Node } from '@babel/types';
import { constantInit } from './evaluate.ts';
import { lookup, type Scope } from './site.ts';
import { isToolCall } from './tool-call.ts';

/** The async function of the script that a name stands for, or null. Generators give no promise. */
export function asyncFunctionOf({ name }: Identifier, scope: Scope): Node | null {
  const binding = lookup(scope, name);
  if (binding === null || !binding.isConstant) return null;
  const found = binding.kind === 'function' ? binding.declarations[0]?.parent?.node : constantInit(binding);
  return found != null && isAsync(found) ? found : null;
}

/** Whether a call is `items.map(...)` with a function that gives a promise for each. */
export function promisesOf(
  { callee, arguments: [callback] }: CallExpression,
  scope: Scope,
  tools: ReadonlySet<string>,
) {
  if (callee.type !== 'MemberExpression' || callee.computed || callback === undefined) return false;
  if (callee.property.type !== 'Identifier' || callee.property.name !== 'map') return false;
  if (callback.type === 'Identifier') return asyncFunctionOf(callback, scope) !== null;
  if (isAsync(callback)) return true;
  return callback.type === 'ArrowFunctionExpression' && isToolCall(callback.body, scope, tools);
}

function isAsync(node: Node): boolean {
  return 'async' in node && node.async === true && !('generator' in node && node.generator === true);
}
