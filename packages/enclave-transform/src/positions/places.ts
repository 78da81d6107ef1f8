import type { Node } from '@babel/types';
import { skipTrivia } from '../trivia.ts';

/** Where V8 says that a member access fails: at the name, at the bracket, or, in an optional chain, at the dot. */
export function placeOfMember(
  source: string,
  node: Node & { object: Node; property: Node; computed?: boolean },
): number {
  if (node.computed) return tokenBehind(source, node.object, '[');
  return node.type === 'OptionalMemberExpression' ? tokenBehind(source, node.object, '.') : startOf(node.property);
}

/** Where V8 says that a call fails: at the last name in front of the bracket, else at the bracket. */
export function placeOfCall(source: string, { callee, optional }: Call): number {
  if (optional) return tokenBehind(source, callee, '(');
  if (callee.type === 'Identifier' || callee.type === 'Super' || callee.type === 'Import') return startOf(callee);
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
    const isNamed = !callee.computed && callee.property.type !== 'PrivateName';
    if (isNamed && callee.extra?.parenthesized !== true) return startOf(callee.property);
  }
  return tokenBehind(source, callee, '(');
}

interface Call {
  readonly callee: Node;
  readonly optional?: boolean | null;
}

/** Where V8 says that an assignment fails: at the operator. */
export function placeOfOperator(source: string, left: Node): number {
  let at = skipTrivia(source, endOf(left));
  while (source[at] === ')') at = skipTrivia(source, at + 1);
  return at;
}

/** V8 names the first property of an object pattern, and the value for an array pattern. */
export function placeOfPattern(id: Node, init: Node | null | undefined): number {
  if (id.type === 'ArrayPattern') return startOf(init ?? id);
  const [first] = id.type === 'ObjectPattern' ? id.properties : [];
  return startOf(first ?? id);
}

/** Offset of `token` behind a node, or the end of the node if something unexpected stands there. */
function tokenBehind(source: string, node: Node, token: string): number {
  let at = placeOfOperator(source, node);
  if (source.startsWith('?.', at)) at = token === '.' ? at + 1 : skipTrivia(source, at + 2);
  return source[at] === token ? at : endOf(node);
}

export function startOf(node: Node): number {
  return node.start as number;
}

export function endOf(node: Node): number {
  return node.end as number;
}
