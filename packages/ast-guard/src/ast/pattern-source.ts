import type { ArrayExpression, CallExpression, Node } from '@babel/types';
import type { Binding, Site } from './site.ts';
import { spend } from './work.ts';

/** Calls of one function that are looked at. */
const MAX_CALLS = 20;

/**
 * What a pattern takes apart, or null when the source does not show it. For a parameter it is what some call in sight
 * hands over, for the head of a loop what stands in the list, unless that is an object literal: whoever writes a
 * record down and takes it apart again is reading data.
 */
export function sourceOfPattern(pattern: Site): Node | null {
  const { parent, key, index } = pattern;
  const owner = parent?.node;
  switch (owner?.type) {
    case 'VariableDeclarator':
      return owner.init ?? elementFor(parent?.parent ?? null);
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return owner.right;
    case 'ForOfStatement':
      return elementFor(pattern);
    case 'ArrayPattern': {
      const whole = sourceOfPattern(parent as Site);
      return whole?.type === 'ArrayExpression' ? notable([whole.elements[index] ?? null]) : null;
    }
    default:
      return key === 'params' && parent !== null ? argumentFor(parent, index) : null;
  }
}

/** An element of the list that the loop runs over, when `head` is the head of such a loop. */
function elementFor(head: Site | null): Node | null {
  const loop = head?.parent?.node;
  if (loop?.type !== 'ForOfStatement' || head?.key !== 'left' || loop.right.type !== 'ArrayExpression') return null;
  return notable(loop.right.elements);
}

function argumentFor(fn: Site, index: number): Node | null {
  const owner = fn.parent?.node;
  if (owner?.type === 'CallExpression' && fn.key === 'callee') return notable([owner.arguments[index] ?? null]);
  if (owner?.type === 'CallExpression' && fn.key === 'arguments') return elementOfReceiver(owner);
  return notable(callsOf(nameOf(fn)).map((call) => call.arguments[index] ?? null));
}

/** What `[a, b].map(fn)` hands to the function. */
function elementOfReceiver({ callee }: CallExpression): Node | null {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ArrayExpression') return null;
  return notable(callee.object.elements);
}

/** The binding that stands for the function and for nothing else. */
function nameOf(fn: Site): Binding | null {
  const owner = fn.parent?.node;
  const name =
    fn.node.type === 'FunctionDeclaration' ? fn.node.id : owner?.type === 'VariableDeclarator' ? owner.id : null;
  if (name?.type !== 'Identifier') return null;
  const binding = fn.scope.bindings?.get(name.name) ?? fn.parent?.scope.bindings?.get(name.name);
  return binding === undefined || binding.writes.length > 0 ? null : binding;
}

function callsOf(binding: Binding | null): CallExpression[] {
  const calls: CallExpression[] = [];
  for (const { parent, key } of binding?.references.slice(0, MAX_CALLS) ?? []) {
    spend(1);
    if (parent?.node.type === 'CallExpression' && key === 'callee') calls.push(parent.node);
  }
  return calls;
}

function notable(candidates: ArrayExpression['elements'] | readonly (Node | null)[]): Node | null {
  const found = candidates.find((one) => one !== null && NOTABLE.has(one.type));
  return found ?? null;
}

/** What no record of data is written as. */
const NOTABLE = new Set([
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
  'ArrayExpression',
  'RegExpLiteral',
  'StringLiteral',
  'NumericLiteral',
  'TemplateLiteral',
  'NewExpression',
  'Identifier',
]);
