import type { Node } from '@babel/types';
import { constantInit } from './evaluate.ts';
import { propertyKey } from './property.ts';
import { lookup, type Scope } from './site.ts';

/**
 * Where a value comes from, as far as the source tells:
 * `literal` written right here, `function` a function or class of the author, `intrinsic` a built-in object or method,
 * `instance` made by `new`, `prototype` what `Object.getPrototypeOf` gives, `this`, `super`, or `unknown`: data.
 */
export type Origin = 'literal' | 'function' | 'intrinsic' | 'instance' | 'prototype' | 'this' | 'super' | 'unknown';

/** Follows constant variables, and says where the value of `node` comes from. */
export function originOf(node: Node, scope: Scope, depth = 0): Origin {
  if (depth > 20) return 'unknown';
  switch (node.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'BigIntLiteral':
    case 'TemplateLiteral':
    case 'RegExpLiteral':
      return 'literal';
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
      return 'function';
    case 'NewExpression':
      return 'instance';
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return 'super';
    case 'Import':
      return 'intrinsic';
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return originOf(node.expression, scope, depth + 1);
    case 'AssignmentExpression':
      return originOf(node.right, scope, depth + 1);
    case 'SequenceExpression':
      return originOf(node.expressions.at(-1) as Node, scope, depth + 1);
    case 'Identifier':
      return originOfName(node.name, scope, depth);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return originOf(node.object, scope, depth + 1) === 'intrinsic' ? 'intrinsic' : 'unknown';
    case 'CallExpression':
    case 'OptionalCallExpression':
      return originOfCall(node.callee, scope);
    default:
      return 'unknown';
  }
}

/** Other names that nothing declares are the host's: records in small letters, or in capitals alone. */
const INTRINSIC =
  /^(?:[A-Z]\w*[a-z]\w*|JSON|URL|console|callTool|globalThis|eval|parse(?:Int|Float)|is(?:NaN|Finite)|(?:en|de)codeURI(?:Component)?|(?:un)?escape|structuredClone|queueMicrotask|atob|btoa)$/;

function originOfName(name: string, scope: Scope, depth: number): Origin {
  const binding = lookup(scope, name);
  if (binding === null) return INTRINSIC.test(name) ? 'intrinsic' : 'unknown';
  if (binding.kind === 'function' || binding.kind === 'class') return 'function';
  const init = constantInit(binding);
  if (init === null) return 'unknown';
  const origin = originOf(init, binding.scope, depth + 1);
  // A variable that starts as a literal is a table that the script fills: what it holds is data.
  return origin === 'literal' || origin === 'this' || origin === 'instance' ? 'unknown' : origin;
}

function originOfCall(callee: Node, scope: Scope): Origin {
  // A tool call that is not awaited is a promise, and a promise has no data of its own.
  if (callee.type === 'Identifier' && callee.name === 'callTool' && lookup(scope, 'callTool') === null)
    return 'instance';
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return 'unknown';
  return propertyKey(callee, scope).name === 'getPrototypeOf' ? 'prototype' : 'unknown';
}
