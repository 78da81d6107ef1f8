import type { File, Node } from '@babel/types';
import { SKIP, walk } from '../walk.ts';

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

/** Whether a statement declares a function `main`. */
export function declaresMain(statement: Node): boolean {
  if (statement.type === 'FunctionDeclaration') return statement.id?.name === 'main';
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.some(
      ({ id, init }) =>
        id.type === 'Identifier' && id.name === 'main' && /^(?:Arrow)?FunctionExpression$/.test(init?.type ?? ''),
    )
  );
}

/** How often the name `main` stands in a program. */
export function mentionsOfMain(file: File): number {
  let mentions = 0;
  walk(file.program, (node) => {
    if (node.type === 'Identifier' && node.name === 'main') mentions++;
    return undefined;
  });
  return mentions;
}

/** `main()` or `await main()`. */
export function callsMain(node: Node): boolean {
  const call = node.type === 'AwaitExpression' ? node.argument : node;
  return call.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === 'main';
}
