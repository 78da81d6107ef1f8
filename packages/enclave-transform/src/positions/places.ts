import type { Node } from '@babel/types';
import { skipTrivia } from '../trivia.ts';

/** Where V8 says that a member access fails: at the name, or at the bracket. */
export function placeOfMember(source: string, node: { object: Node; property: Node; computed?: boolean }): number {
  return node.computed ? tokenBehind(source, node.object, '[') : startOf(node.property);
}

/** Where V8 says that a call fails: at the last name in front of the bracket, else at the bracket. */
export function placeOfCall(source: string, callee: Node): number {
  if (callee.type === 'Identifier' || callee.type === 'Super' || callee.type === 'Import') return startOf(callee);
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
    if (!callee.computed && callee.extra?.parenthesized !== true) return startOf(callee.property);
  }
  return tokenBehind(source, callee, '(');
}

/** Where V8 says that an assignment fails: at the operator. */
export function placeOfOperator(source: string, left: Node): number {
  let at = skipTrivia(source, endOf(left));
  while (source[at] === ')') at = skipTrivia(source, at + 1);
  return at;
}

/** Offset of `token` behind a node, or the end of the node if something unexpected stands there. */
function tokenBehind(source: string, node: Node, token: string): number {
  let at = placeOfOperator(source, node);
  if (source.startsWith('?.', at)) at = skipTrivia(source, at + 2);
  return source[at] === token ? at : endOf(node);
}

export function startOf(node: Node): number {
  return node.start as number;
}

export function endOf(node: Node): number {
  return node.end as number;
}
