import type * as t from '@babel/types';
import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import { skipTrivia } from '../trivia.ts';
import { placePattern } from './expressions.ts';
import type { FunctionNode } from './functions.ts';
import { canBeWrapped, declaresVar, namesIn } from './hoisting.ts';
import { endOf, placeOfPattern, startOf } from './places.ts';
import { POSITION, type Scope } from './scope.ts';

/**
 * Index of the first parameter that can fail, from which on parameters are taken into the body. None are in a generator,
 * whose parameters are evaluated at the call and whose body is not, nor where a `var` of the body would meet their names.
 */
export function firstToTakeIn({ params, body, ...node }: FunctionNode): number | undefined {
  if (('generator' in node && node.generator) || params.some(({ type }) => type === 'TSParameterProperty'))
    return undefined;
  const first = params.findIndex(canParameterFail);
  if (first === -1) return undefined;
  if (body.type !== 'BlockStatement') return first;
  const names = new Set(params.slice(first).flatMap(namesIn));
  return canBeWrapped(body) && !declaresVar(body, names) ? first : undefined;
}

/**
 * Lets the parameters from `first` on be evaluated within the body, so that an error in one of them is noted there.
 *
 * ```js
 * const f = ({ a }, b = a.b) => a + b;
 * const f = (__enclave_a0,__enclave_a1=void 0)=>{let { a }=__enclave_a0, b =__enclave_a1!==void 0?__enclave_a1: a.b;return(a + b)};
 * ```
 *
 * Gives a function to call once the whole body is known, with what comes in front of the first declaration.
 */
export function takeIn(node: FunctionNode, first: number, scope: Scope): (intro: (place: number) => string) => void {
  const { splice, frames } = scope.shared;
  const moved = node.params.slice(first);
  const isArrow = node.type === 'ArrowFunctionExpression';
  const open = splice.open(startOf(moved[0] as t.Node), Number.POSITIVE_INFINITY);
  const names = moved.map((_, index) => `${RESERVED_PREFIX}a${first + index}`);
  for (const [index, param] of moved.entries()) {
    const pattern = patternOf(param);
    let value = names[index] as string;
    if (pattern.type !== 'Identifier') {
      const id = frames.positionId(placeOf(param));
      if (index > 0) value = `(${POSITION}=${id},${value})`;
      scope.current = id;
    }
    declare(param, names[index] as string, value, scope);
    placePattern(param, scope);
  }
  closeList(node, moved.at(-1) as t.Node, scope);
  scope.operations++;
  scope.current = undefined;
  const list = moved.map((param, index) => `${restOf(param)}${names[index]}${defaultOf(param)}`).join(',');
  return (intro) => {
    open.text = `${list})${isArrow ? '=>' : ''}{${intro(placeOf(moved[0] as t.Node))}let `;
  };
}

/**
 * Makes a declaration out of a parameter, in its place. V8 quotes what a list is taken out of, but says what a parameter is,
 * or the last value of a sequence: so a list is taken out of a sequence.
 */
function declare(param: t.Node, name: string, value: string, scope: Scope): void {
  const { splice, source } = scope.shared;
  const isList = patternOf(param).type === 'ArrayPattern';
  if (param.type === 'RestElement') splice.replace(startOf(param), startOf(param) + '...'.length, '');
  if (param.type !== 'AssignmentPattern') {
    splice.close(startOf(param), endOf(param), isList ? `=(0,${value})` : `=${value}`);
    return;
  }
  if (param.left.type === 'Identifier' && isNamedByTarget(param.right)) {
    splice.open(startOf(param), endOf(param), '{_:');
    splice.close(startOf(param), endOf(param), `}={_:${name}}`);
    return;
  }
  const equals = skipTrivia(source, endOf(param.left));
  splice.replace(equals, equals + 1, `=${isList ? '(0,' : ''}${value}!==void 0?${name}:`);
  if (isList) splice.close(startOf(param), endOf(param), ')');
}

/** Ends the declarations where the list of parameters ended. */
function closeList(node: FunctionNode, last: t.Node, { shared: { splice, source } }: Scope): void {
  let at = skipTrivia(source, endOf(last));
  if (source[at] === ',') {
    splice.replace(at, at + 1, '');
    at = skipTrivia(source, at + 1);
  }
  splice.replace(at, at + 1, ';');
  if (node.type !== 'ArrowFunctionExpression') return;
  const arrow = skipTrivia(source, node.returnType ? endOf(node.returnType) : at + 1);
  splice.replace(arrow, arrow + '=>'.length, '');
}

function placeOf(param: t.Node): number {
  return placeOfPattern(patternOf(param), undefined);
}

function patternOf(param: t.Node): t.Node {
  if (param.type === 'AssignmentPattern') return param.left;
  return param.type === 'RestElement' ? param.argument : param;
}

const restOf = (param: t.Node): string => (param.type === 'RestElement' ? '...' : '');

/** With a default a parameter does not count for the `length` of its function. */
const defaultOf = (param: t.Node): string => (param.type === 'AssignmentPattern' ? '=void 0' : '');

function canParameterFail(param: t.Node): boolean {
  return patternOf(param).type !== 'Identifier' || (param.type === 'AssignmentPattern' && canFail(param.right));
}

/** Whether a default value is more than a literal or a name. */
function canFail(node: t.Node): boolean {
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.some((element) => element !== null && canFail(element));
    case 'ObjectExpression':
      return node.properties.some((property) => {
        if (property.type !== 'ObjectProperty') return property.type === 'SpreadElement' || property.computed;
        return property.computed || canFail(property.value);
      });
    case 'UnaryExpression':
      return canFail(node.argument);
    case 'TemplateLiteral':
      return node.expressions.length > 0;
    default:
      return !/^(?:Identifier|ThisExpression|FunctionExpression|ArrowFunctionExpression)$|Literal$/.test(node.type);
  }
}

function isNamedByTarget(node: t.Node): boolean {
  return (
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'ClassExpression'
  );
}
