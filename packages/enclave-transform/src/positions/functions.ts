import type * as t from '@babel/types';
import { startInBrackets } from '../start-in-brackets.ts';
import { placeExpression, placePattern } from './expressions.ts';
import { wrappableRuns } from './hoisting.ts';
import { nameOfFunction } from './names.ts';
import { firstToTakeIn, takeIn } from './parameters.ts';
import { endOf, startOf } from './places.ts';
import { CAUGHT, HELD, POSITION, Scope } from './scope.ts';
import { placeStatements } from './statements.ts';

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

/**
 * Wraps the body of a function so that an error which leaves it is noted with the position that it left from.
 *
 * ```js
 * const f = (o) => o.a;
 * const f = (o) => {let __enclave_p=1;try{return o.a}catch(__enclave_e){throw __enclave_trace(__enclave_e,1,__enclave_p)}};
 * ```
 *
 * Parameters that can fail are evaluated within, too.
 */
export function placeFunction(node: FunctionNode, outer: Scope, name = nameOfFunction(node)): void {
  const { shared } = outer;
  const frame = shared.frames.addFrame({ name });
  const first = firstToTakeIn(node);
  if (first !== undefined) {
    placeWithParameters(node, first, new Scope(shared, frame, false));
    return;
  }
  const parameters = new Scope(shared, outer.frame, true);
  for (const param of node.params) {
    placePattern(param.type === 'AssignmentPattern' ? param.left : param, parameters);
    if (param.type === 'AssignmentPattern') placeInitializer(param.right, name, outer);
  }
  if (node.body.type === 'BlockStatement') placeBlock(node.body, frame, outer);
  else placeArrowBody(node as t.ArrowFunctionExpression, node.body, frame, outer);
}

function placeWithParameters(node: FunctionNode, first: number, scope: Scope): void {
  const { splice, frames } = scope.shared;
  const { body } = node;
  const open = takeIn(node, first, scope);
  if (body.type === 'BlockStatement') {
    placeStatements(body.body, scope);
    splice.close(startOf(body), endOf(body), `${outro(scope)}}`);
  } else {
    const start = startInBrackets(body);
    splice.open(start, endOf(node), 'return(');
    const close = splice.close(start, endOf(node));
    placeExpression(body, scope);
    close.text = `)${outro(scope)}}`;
  }
  open((place) => intro(scope, frames.positionId(place)));
}

/** The body of a function, of a class static block, or of the whole program. */
export function placeBlock(
  body: t.BlockStatement | t.Program | t.StaticBlock,
  frame: number,
  outer: Scope | { shared: Scope['shared'] },
): void {
  const { shared } = outer;
  const { splice, frames } = shared;
  const runs = wrappableRuns(body);
  const scope = new Scope(shared, frame, runs.length === 0);
  const isProgram = body.type === 'Program';
  const slots = runs.map(([first, ...rest]) => ({
    open: splice.open(startOf(first as t.Node), isProgram ? endOf(body) + 1 : endOf(body)),
    close: splice.close(isProgram ? -1 : startOf(body), endOf(rest.at(-1) ?? (first as t.Node))),
  }));
  if (scope.isProgram) scope.operations++;
  placeStatements(body.body, scope);
  if (scope.off || scope.operations === 0) {
    scope.discard();
    return;
  }
  const initial = frames.positionId(startOf(body.body[0] as t.Node));
  for (const [index, { open, close }] of slots.entries()) {
    open.text = index === 0 ? intro(scope, initial) : 'try{';
    close.text = outro(scope);
  }
}

function placeArrowBody(node: t.ArrowFunctionExpression, body: t.Expression, frame: number, outer: Scope): void {
  const { splice } = outer.shared;
  const scope = new Scope(outer.shared, frame, false);
  const start = startInBrackets(body);
  // The slot of the "first statement" is thrown away: the local starts out with its position.
  const initial = { text: '' };
  const open = splice.open(start, endOf(node));
  const close = splice.close(start, endOf(node));
  scope.begin(initial);
  placeExpression(body, scope);
  if (scope.operations === 0) {
    scope.discard();
    return;
  }
  scope.settle(startOf(body));
  const id = Number(/\d+/.exec(initial.text)?.[0] ?? 0);
  open.text = `{${intro(scope, id)}return `;
  close.text = `${outro(scope)}}`;
}

/** A class: what it extends and its computed keys run where it stands, everything else in functions of its own. */
export function placeClass(node: t.ClassDeclaration | t.ClassExpression, scope: Scope, name = ''): void {
  placeExpression(node.superClass, scope);
  const className = node.id?.name ?? name;
  for (const member of node.body.body) {
    if ('computed' in member && member.computed) placeExpression(member.key, scope);
  }
  for (const member of node.body.body) {
    switch (member.type) {
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        placeFunction(member, scope, nameOfMethod(member, className));
        break;
      case 'StaticBlock':
        placeBlock(member, scope.shared.frames.addFrame({ name: `static ${className}`.trim() }), scope);
        break;
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
        if (member.value) {
          const isStatic = 'static' in member && member.static === true;
          placeInitializer(member.value, `${isStatic ? 'static' : 'new'} ${className}`.trim(), scope);
        }
        break;
      default:
        break;
    }
  }
}

/** A value that runs where no `try` can be put around it, of a field or a parameter, gets an arrow function to stand in. */
function placeInitializer(value: t.Expression, name: string, outer: Scope): void {
  const { splice, frames } = outer.shared;
  const frame = frames.addFrame({ name });
  const scope = new Scope(outer.shared, frame, isFunctionOrClass(value));
  const open = splice.open(startOf(value), endOf(value));
  const close = splice.close(startOf(value), endOf(value));
  const initial = { text: '' };
  scope.begin(initial);
  placeExpression(value, scope);
  if (scope.off || scope.operations === 0) {
    scope.discard();
    return;
  }
  scope.settle(startOf(value));
  open.text = `(()=>{${intro(scope, Number(/\d+/.exec(initial.text)?.[0] ?? 0))}return `;
  close.text = `${outro(scope)}})()`;
}

function isFunctionOrClass(node: t.Expression): boolean {
  return (
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'ClassExpression'
  );
}

function nameOfMethod(member: t.ClassMethod | t.ClassPrivateMethod, className: string): string {
  if (member.kind === 'constructor') return `new ${className}`.trim();
  const name = nameOfFunction(member);
  return className === '' || name === '' ? name : `${className}.${name}`;
}

function intro(scope: Scope, id: number): string {
  return `let ${POSITION}=${id}${scope.holds ? `,${HELD}` : ''};try{`;
}

function outro(scope: Scope): string {
  return `}catch(${CAUGHT}){throw ${scope.shared.trace}(${CAUGHT},${scope.frame},${POSITION})}`;
}
