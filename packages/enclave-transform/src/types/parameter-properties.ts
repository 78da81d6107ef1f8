import type { ClassMethod, Node } from '@babel/types';
import { type Eraser, rangeOf } from './erase.ts';

/**
 * Makes fields and assignments of the parameters that declare properties.
 *
 * ```ts
 * class A extends B { constructor(readonly id: number) { super(); } }
 * class A extends B {id; constructor(         id        ) { super();;this.id=id; } }
 * ```
 */
export function assignParameterProperties(method: ClassMethod, ancestors: readonly Node[], eraser: Eraser): void {
  const names = method.params.flatMap(nameOfProperty);
  if (names.length === 0) return;
  const { splice, refuse } = eraser;
  const classBody = ancestors.at(-1) as Node;
  const owner = ancestors.at(-2) as Node & { superClass?: Node | null };
  splice.after(rangeOf(classBody)[0] + 1, names.map((name) => `${name};`).join(''));
  const assignments = names.map((name) => `this.${name}=${name};`).join('');
  if (!owner.superClass) {
    const { body } = method;
    const directive = body.directives.at(-1);
    splice.after(directive ? rangeOf(directive)[1] : rangeOf(body)[0] + 1, `;${assignments}`);
    return;
  }
  const superCall = method.body.body.find(isSuperCall);
  if (superCall) splice.after(rangeOf(superCall)[1], `;${assignments}`);
  else {
    refuse(
      method,
      'UNSUPPORTED_TYPESCRIPT',
      'A constructor with parameter properties must call super() in a statement of its own.',
      'Declare the fields and assign them in the constructor.',
    );
  }
}

function nameOfProperty(param: Node): string[] {
  if (param.type !== 'TSParameterProperty') return [];
  const { parameter } = param;
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' ? [target.name] : [];
}

function isSuperCall(statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  return expression.type === 'CallExpression' && expression.callee.type === 'Super';
}
