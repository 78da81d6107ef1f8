import type * as t from '@babel/types';
import { EXPRESSION, type Slot, STATEMENT } from '../splice.ts';
import { placeExpression, placeNamed, placePattern } from './expressions.ts';
import { placeClass, placeFunction } from './functions.ts';
import { endOf, placeOfMember, placeOfPattern, startOf } from './places.ts';
import { POSITION, type Scope } from './scope.ts';

export function placeStatements(statements: readonly t.Node[], scope: Scope): void {
  for (const statement of statements) placeStatement(statement, scope);
}

/** Puts positions into one statement of a list; `anchor` is where it starts, its labels included. */
function placeStatement(node: t.Node, scope: Scope, anchor = startOf(node)): void {
  if ((node as { declare?: boolean | null }).declare) return;
  switch (node.type) {
    case 'BlockStatement':
      placeStatements(node.body, scope);
      return;
    case 'LabeledStatement':
      placeStatement(node.body, scope, anchor);
      return;
    case 'FunctionDeclaration':
      placeFunction(node, scope);
      return;
    case 'ExpressionStatement':
      inStatement(node, anchor, scope, () => placeExpression(node.expression, scope));
      return;
    case 'VariableDeclaration':
      inStatement(node, anchor, scope, () => placeDeclaration(node, scope));
      return;
    case 'ClassDeclaration':
      inStatement(node, anchor, scope, () => placeClass(node, scope));
      return;
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      scope.operations++;
      inStatement(node, anchor, scope, () => undefined);
      return;
    case 'ReturnStatement':
      inStatement(node, anchor, scope, () => placeReturned(node.argument, scope));
      return;
    case 'ThrowStatement':
      scope.operations++;
      inStatement(node, anchor, scope, () => {
        placeExpression(node.argument, scope);
        scope.firstName = startOf(node);
      });
      return;
    case 'IfStatement': {
      inStatement(node, anchor, scope, () => placeExpression(node.test, scope));
      const before = scope.current;
      placeNested(node.consequent, scope);
      const then = scope.current;
      scope.current = before;
      if (node.alternate) placeNested(node.alternate, scope);
      if (scope.current !== then) scope.current = undefined;
      return;
    }
    case 'SwitchStatement':
      inStatement(node, anchor, scope, () => placeExpression(node.discriminant, scope));
      for (const { test, consequent } of node.cases) {
        scope.current = undefined;
        placeExpression(test, scope);
        scope.current = undefined;
        placeStatements(consequent, scope);
      }
      scope.current = undefined;
      return;
    case 'TryStatement':
      scope.tries++;
      placeStatements(node.block.body, scope);
      if (node.handler) placeHandler(node.handler, scope);
      scope.current = undefined;
      if (node.finalizer) placeStatements(node.finalizer.body, scope);
      scope.tries--;
      return;
    case 'ForStatement':
      // A loop can always fail: at its limit.
      scope.operations++;
      inStatement(node, anchor, scope, () => {
        if (node.init?.type === 'VariableDeclaration') placeDeclaration(node.init, scope);
        else placeExpression(node.init, scope);
      });
      placeLoop(scope, () => {
        placeExpression(node.test, scope);
        placeNested(node.body, scope);
        scope.current = undefined;
        placeExpression(node.update, scope);
      });
      return;
    case 'WhileStatement':
      scope.operations++;
      inStatement(node, anchor, scope, () => undefined);
      placeLoop(scope, () => {
        placeExpression(node.test, scope);
        placeNested(node.body, scope);
      });
      return;
    case 'DoWhileStatement':
      scope.operations++;
      inStatement(node, anchor, scope, () => undefined);
      placeLoop(scope, () => {
        placeNested(node.body, scope);
        scope.current = undefined;
        placeExpression(node.test, scope);
      });
      return;
    case 'ForInStatement':
    case 'ForOfStatement':
      scope.operations++;
      placeHead(node, anchor, scope);
      placeLoop(scope, () => {
        // The next item is asked for at the head again.
        const head = node.type === 'ForOfStatement' ? openEnd(node.body, scope) : undefined;
        const { left } = node;
        placePattern(left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left, scope);
        scope.current = undefined;
        placeNested(node.body, scope);
        if (head) scope.fill(head, `;${POSITION}=${scope.shared.frames.positionId(placeOfItems(node, scope))};`);
      });
      return;
    default:
      return;
  }
}

/** What is iterated over: V8 quotes it where it cannot be, unless it is asked for its keys. */
function placeHead(node: t.ForInStatement | t.ForOfStatement, anchor: number, scope: Scope): void {
  const place = placeOfItems(node, scope);
  inStatement(
    node,
    anchor,
    scope,
    () => {
      placeExpression(node.right, scope, true);
      if (node.right.type === 'MemberExpression') scope.firstName = place;
    },
    place,
  );
}

function placeOfItems({ right }: t.ForInStatement | t.ForOfStatement, scope: Scope): number {
  return right.type === 'MemberExpression' ? placeOfMember(scope.shared.source, right) : startOf(right);
}

/** A statement that stands where only one may: it gets braces for its position. */
function placeNested(node: t.Statement, scope: Scope): void {
  if (node.type === 'BlockStatement' || scope.off) {
    placeStatement(node, scope);
    return;
  }
  const open = scope.shared.splice.open(startOf(node), endOf(node));
  const close = scope.shared.splice.close(startOf(node), endOf(node));
  placeStatement(node, scope);
  open.text = '{';
  close.text = '}';
}

function placeLoop(scope: Scope, evaluate: () => void): void {
  scope.current = undefined;
  evaluate();
  scope.current = undefined;
}

/** A slot behind the last statement of a loop body, where that can be reached. */
function openEnd(body: t.Statement, scope: Scope): Slot | undefined {
  if (body.type !== 'BlockStatement') return undefined;
  const last = body.body.at(-1);
  if (last === undefined || /^(?:Return|Throw|Break|Continue)Statement$/.test(last.type)) return undefined;
  return scope.shared.splice.close(startOf(body), endOf(last));
}

/** What the program returns may be a promise that fails: it is awaited where the position is known. */
function placeReturned(argument: t.Expression | null | undefined, scope: Scope): void {
  if (argument && scope.isProgram && scope.tries === 0 && MAY_BE_PROMISE.test(argument.type)) {
    const start = startOf(argument);
    // In `return[1].at(0)` nothing else would keep the two words apart.
    const gap = scope.shared.source[start - 1] === 'n' ? ' ' : '';
    scope.fill(scope.shared.splice.open(start, endOf(argument), '', EXPRESSION), `${gap}await (`);
    scope.fill(scope.shared.splice.close(startOf(argument), endOf(argument)), ')');
    scope.operations++;
  }
  placeExpression(argument, scope);
}

const MAY_BE_PROMISE = /^(?:Identifier|(?:Optional)?(?:Call|Member)|New|Conditional|Logical|TS\w+)(?:Expression)?$/;

function inStatement(node: t.Node, anchor: number, scope: Scope, evaluate: () => void, fallback = startOf(node)): void {
  if (scope.off) {
    evaluate();
    return;
  }
  scope.begin(scope.shared.splice.open(anchor, endOf(node), '', STATEMENT));
  evaluate();
  if (isIdle(node)) scope.forget();
  else scope.settle(fallback);
}

/** Nothing in it can fail: it only makes functions or binds literals. */
function isIdle(node: t.Node): boolean {
  if (node.type === 'ExpressionStatement') return isConstant(node.expression);
  if (node.type === 'ReturnStatement') return !node.argument || isConstant(node.argument);
  return (
    node.type === 'VariableDeclaration' &&
    node.declarations.every(({ id, init }) => id.type === 'Identifier' && (!init || isConstant(init)))
  );
}

function isConstant(node: t.Node): boolean {
  return /^(?:String|Numeric|Boolean|Null|BigInt|RegExp)Literal$|^(?:Arrow)?FunctionExpression$/.test(node.type);
}

function placeDeclaration(node: t.VariableDeclaration, scope: Scope): void {
  for (const { id, init } of node.declarations) {
    const isPattern = id.type !== 'Identifier';
    if (!isPattern) {
      placeNamed(init, id.name, scope);
      continue;
    }
    placeExpression(init, scope, true);
    scope.firstName = placeOfPattern(id, init);
    scope.operations++;
    placePattern(id, scope);
  }
}

/** An error that is caught here may be thrown again, or become the cause of another: its origin is noted now. */
function placeHandler(node: t.CatchClause, scope: Scope): void {
  scope.current = undefined;
  const [first] = node.body.body;
  const { splice, trace } = scope.shared;
  if (first !== undefined && node.param?.type === 'Identifier' && !scope.off) {
    scope.fill(
      splice.open(startOf(first), endOf(first)),
      `${trace}(${node.param.name},${scope.within()},${POSITION});`,
    );
    scope.operations++;
  }
  placePattern(node.param, scope);
  placeStatements(node.body.body, scope);
}
