import type * as t from '@babel/types';
import { EXPRESSION } from '../splice.ts';
import { placeClass, placeFunction } from './functions.ts';
import { nameOfKey } from './names.ts';
import { endOf, placeOfCall, placeOfMember, placeOfOperator, placeOfPattern, startOf } from './places.ts';
import type { Scope } from './scope.ts';

/**
 * Puts positions into one expression, in the order in which it is evaluated.
 *
 * `shown` says that V8 may print this very source in an error message ("a.b.c is not a function"): there nothing is put
 * into the chain itself, only into arguments, unless the chain goes over several lines.
 */
export function placeExpression(node: t.Node | null | undefined, scope: Scope, shown = false): void {
  if (node === null || node === undefined) return;
  const { source } = scope.shared;
  switch (node.type) {
    case 'Identifier':
      scope.firstName ??= startOf(node);
      if (!shown && !scope.isPending && !scope.off && scope.isElsewhere(startOf(node))) {
        scope.at(startOf(node), node);
        scope.operations--;
      }
      return;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      placeMember(node, scope, shown);
      return;
    case 'CallExpression':
    case 'OptionalCallExpression':
      placeCall(node, scope, shown);
      return;
    case 'NewExpression':
      if (!shown) {
        scope.at(startOf(node), node);
        recordMade(node, node.callee, startOf(node), scope);
      }
      placeExpression(node.callee, scope, true);
      placeArguments(node.arguments, startOf(node), scope);
      return;
    case 'TaggedTemplateExpression':
      if (!shown) scope.at(startOf(node.quasi), node);
      placeExpression(node.tag, scope, true);
      for (const part of node.quasi.expressions) placeExpression(part, scope);
      return;
    case 'AssignmentExpression':
      placeAssignment(node, scope);
      return;
    case 'UpdateExpression':
      if (node.argument.type === 'MemberExpression') {
        scope.at(placeOfMember(source, node.argument), node);
        placeTarget(node.argument, scope);
      }
      return;
    case 'UnaryExpression':
      if (node.operator === 'typeof' && node.argument.type === 'Identifier') return;
      if (node.operator === 'delete') {
        scope.at(startOf(node), node);
        placeExpression(node.argument, scope, true);
        return;
      }
      placeExpression(node.argument, scope);
      return;
    case 'AwaitExpression':
    case 'YieldExpression': {
      const before = scope.operations;
      const isPlain =
        node.argument?.type === 'Identifier' || node.argument?.type === 'ThisExpression' || !node.argument;
      if (isPlain) scope.at(startOf(node), node);
      placeExpression(node.argument, scope, node.type === 'YieldExpression' && node.delegate);
      if (before === scope.operations) scope.operations++;
      return;
    }
    case 'LogicalExpression':
      placeExpression(node.left, scope, shown);
      scope.maybe(() => placeExpression(node.right, scope, shown));
      return;
    case 'ConditionalExpression': {
      placeExpression(node.test, scope, shown);
      const before = scope.current;
      placeExpression(node.consequent, scope, shown);
      const then = scope.current;
      scope.current = before;
      placeExpression(node.alternate, scope, shown);
      if (scope.current !== then) scope.current = undefined;
      return;
    }
    case 'BinaryExpression':
      placeExpression(node.left, scope, shown);
      if ((node.operator === 'in' || node.operator === 'instanceof') && !shown) {
        scope.after(placeOfOperator(source, node.left), node.right, () => placeExpression(node.right, scope));
        return;
      }
      placeExpression(node.right, scope, shown);
      return;
    case 'SequenceExpression':
      for (const part of node.expressions) placeExpression(part, scope, shown);
      return;
    case 'TemplateLiteral':
      for (const part of node.expressions) placeExpression(part, scope);
      return;
    case 'ArrayExpression':
      for (const element of node.elements) placeExpression(element, scope);
      return;
    case 'SpreadElement':
      placeExpression(node.argument, scope, true);
      return;
    case 'ObjectExpression':
      for (const property of node.properties) placeProperty(property, scope);
      return;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      placeFunction(node, scope);
      return;
    case 'ClassExpression':
      placeClass(node, scope);
      return;
    case 'ImportExpression':
      if (!shown) scope.at(startOf(node), node);
      placeExpression(node.source, scope);
      placeExpression(node.options, scope);
      return;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      placeExpression(node.expression, scope, shown);
      return;
    default:
      return;
  }
}

/** An expression whose value, if it is a function or a class without a name, is called `name`. */
export function placeNamed(node: t.Node | null | undefined, name: string, scope: Scope): void {
  if (node?.type === 'ArrowFunctionExpression' || (node?.type === 'FunctionExpression' && !node.id)) {
    placeFunction(node, scope, name);
  } else if (node?.type === 'ClassExpression' && !node.id) placeClass(node, scope, name);
  else placeExpression(node, scope);
}

/** Defaults and computed keys of a pattern, and the objects of assigned members. */
export function placePattern(node: t.Node | null | undefined, scope: Scope): void {
  if (node === null || node === undefined) return;
  switch (node.type) {
    case 'ObjectPattern':
      for (const property of node.properties) placePattern(property, scope);
      return;
    case 'ObjectProperty':
      if (node.computed) placeExpression(node.key, scope);
      placePattern(node.value, scope);
      return;
    case 'ArrayPattern':
      for (const element of node.elements) placePattern(element, scope);
      return;
    case 'AssignmentPattern':
      placePattern(node.left, scope);
      scope.maybe(() => placeExpression(node.right, scope));
      return;
    case 'RestElement':
      placePattern(node.argument, scope);
      return;
    case 'TSParameterProperty':
      placePattern(node.parameter, scope);
      return;
    case 'MemberExpression':
      placeTarget(node, scope);
      return;
    default:
      return;
  }
}

function placeMember(node: t.MemberExpression | t.OptionalMemberExpression, scope: Scope, shown: boolean): void {
  const { source } = scope.shared;
  const place = placeOfMember(source, node);
  const chained = isInChain(node, node.object);
  if (chained || (shown && (isPath(node.object) || !scope.isElsewhere(place)))) {
    // Nothing can be put between the links: the first that can fail is the best guess for all of them.
    if (!shown) scope.at(firstPlace(source, node), node);
    placeExpression(node.object, scope, true);
    if (node.computed) placeExpression(node.property, scope, true);
    scope.operations++;
    return;
  }
  if (isSimple(node.object)) {
    if (!shown) scope.at(place, node);
    else scope.operations++;
  } else {
    scope.after(place, node.object, () => placeExpression(node.object, scope, shown));
  }
  if (node.computed) placeKey(node.property, place, scope, shown);
}

/** A computed key is evaluated between its object and the access. */
function placeKey(key: t.Node, place: number, scope: Scope, shown: boolean): void {
  if (isSimple(key)) return;
  if (shown) placeExpression(key, scope, true);
  else scope.after(place, key, () => placeExpression(key, scope));
}

/** A member that is written to: its object and key are read, the member itself is not. */
function placeTarget(node: t.MemberExpression, scope: Scope): void {
  placeExpression(node.object, scope);
  if (node.computed) placeExpression(node.property, scope);
}

function placeCall(node: t.CallExpression | t.OptionalCallExpression, scope: Scope, shown: boolean): void {
  const { source } = scope.shared;
  const place = placeOfCall(source, node);
  if (!shown) {
    scope.at(firstPlace(source, node), node);
    recordMade(node, node.callee, place, scope);
  }
  placeExpression(node.callee, scope, true);
  scope.operations++;
  placeArguments(node.arguments, place, scope);
}

function placeArguments(args: readonly t.Node[], place: number, scope: Scope): void {
  const last = args.at(-1);
  if (last === undefined) return;
  for (const arg of args) if (arg !== last) placeExpression(arg, scope);
  const value = last.type === 'SpreadElement' ? last.argument : last;
  if (value.type === 'ArgumentPlaceholder') return;
  scope.after(place, value, () => placeExpression(value, scope, last !== value));
}

/** The last link of the innermost call of a chain, or of the whole chain: what runs before any argument is evaluated. */
function firstPlace(source: string, node: t.Node): number {
  let place = startOf(node);
  let link: t.Node = node;
  for (;;) {
    if (link.type === 'CallExpression' || link.type === 'OptionalCallExpression') {
      place = placeOfCall(source, link);
      link = link.callee;
      if (link.type === 'MemberExpression' || link.type === 'OptionalMemberExpression') link = link.object;
    } else if (link.type === 'MemberExpression' || link.type === 'OptionalMemberExpression') {
      if (link === node) place = placeOfMember(source, link);
      link = link.object;
    } else if (link.type === 'TSNonNullExpression') link = link.expression;
    else return place;
  }
}

/** V8 gives an error the place where it was made, wherever it is thrown later. */
function recordMade(node: t.Node, callee: t.Node, place: number, scope: Scope): void {
  const { splice, trace, frames, errors } = scope.shared;
  if (scope.off || callee.type !== 'Identifier' || !errors.has(callee.name)) return;
  scope.fill(splice.open(startOf(node), endOf(node), '', EXPRESSION), `${trace}(`);
  scope.fill(splice.close(startOf(node), endOf(node)), `,${scope.within()},${frames.positionId(place)})`);
}

function placeAssignment(node: t.AssignmentExpression, scope: Scope): void {
  const { source } = scope.shared;
  const { left, right, operator } = node;
  if (left.type === 'MemberExpression') {
    placeTarget(left, scope);
    const place = placeOfOperator(source, left);
    if (operator === '??=' || operator === '||=' || operator === '&&=') {
      scope.maybe(() => placeExpression(right, scope));
      scope.operations++;
    } else scope.after(place, right, () => placeExpression(right, scope));
    return;
  }
  if (left.type !== 'Identifier') {
    placeExpression(right, scope, true);
    scope.firstName = placeOfPattern(left, right);
    placePattern(left, scope);
    return;
  }
  if (operator === '??=' || operator === '||=' || operator === '&&=') scope.maybe(() => placeExpression(right, scope));
  else placeNamed(right, left.name, scope);
  scope.firstName ??= placeOfOperator(source, left);
}

function placeProperty(node: t.ObjectExpression['properties'][number], scope: Scope): void {
  if (node.type === 'SpreadElement') {
    placeExpression(node.argument, scope);
    return;
  }
  if (node.computed) placeExpression(node.key, scope);
  if (node.type === 'ObjectMethod') {
    placeFunction(node, scope);
    return;
  }
  if (!node.shorthand) placeNamed(node.value, nameOfKey(node.key, node.computed), scope);
}

/** Whether `object` is an earlier link of the optional chain that `node` belongs to. */
function isInChain(node: t.Node, object: t.Node): boolean {
  return (
    node.type === 'OptionalMemberExpression' &&
    (node.optional || object.type === 'OptionalMemberExpression' || object.type === 'OptionalCallExpression') &&
    object.extra?.parenthesized !== true
  );
}

/** `a.b['c']`: names alone. */
function isPath(node: t.Node): boolean {
  if (node.type !== 'MemberExpression') return isSimple(node);
  return (!node.computed || node.property.type === 'StringLiteral') && isPath(node.object);
}

/** Nothing can fail in it, apart from names that are not there. */
function isSimple(node: t.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'Super':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'NullLiteral':
    case 'BooleanLiteral':
    case 'RegExpLiteral':
    case 'PrivateName':
      return true;
    case 'TSNonNullExpression':
      return isSimple(node.expression);
    default:
      return false;
  }
}
