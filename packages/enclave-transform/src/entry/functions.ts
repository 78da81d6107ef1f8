import type { File, Node } from '@babel/types';
import { SKIP, walk } from '../walk.ts';

/** What a program does at its top level to be run, or leaves to its reader. */

/** Whether the program itself, not a function in it, has a `return`. */
export function returnsAtTop(file: File): boolean {
  let found = false;
  walk(file.program, (node) => {
    if (/Function|Method$|^Class(?!Body)/.test(node.type)) return SKIP;
    if (node.type === 'ReturnStatement') found = true;
    return undefined;
  });
  return found;
}

export function isFunction(node: Node | null | undefined): boolean {
  return /^(?:FunctionDeclaration|(?:Arrow)?FunctionExpression)$/.test(node?.type ?? '');
}

/** The functions that a statement declares, by name. */
export function functionsOf(statement: Node): [name: string, declared: Node][] {
  if (statement.type === 'FunctionDeclaration') return statement.id ? [[statement.id.name, statement]] : [];
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && init && isFunction(init) ? [[id.name, init]] : [],
  );
}

/** How often a name stands in a program. */
export function mentionsOf(file: File, name: string): number {
  let mentions = 0;
  walk(file.program, (node) => {
    if (node.type === 'Identifier' && node.name === name) mentions++;
    return undefined;
  });
  return mentions;
}

/**
 * Whether an expression starts an async function of the program and leaves it running: `main()`, `(async () => {})()`,
 * `main().catch(report)`.
 */
export function startsWork(node: Node, file: File): boolean {
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  if (callee.type === 'MemberExpression') return isPromiseMethod(callee.property) && startsWork(callee.object, file);
  if (callee.type !== 'Identifier') return isFunction(callee) && isAsync(callee);
  return file.program.body
    .flatMap(functionsOf)
    .some(([name, declared]) => name === callee.name && (name === 'main' || isAsync(declared)));
}

function isPromiseMethod(node: Node): boolean {
  return node.type === 'Identifier' && /^(?:then|catch|finally)$/.test(node.name);
}

function isAsync(node: Node): boolean {
  return 'async' in node && node.async === true && !('generator' in node && node.generator === true);
}
