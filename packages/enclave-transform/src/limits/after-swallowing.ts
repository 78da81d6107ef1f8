import type { File, Node, Statement } from '@babel/types';
import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import { type Splice, STATEMENT, WRAPPER } from '../splice.ts';
import { startInBrackets } from '../start-in-brackets.ts';
import { walk } from '../walk.ts';

/** Their blocks start with the count or the check of their own, or follow what is checked. */
const CHECKED = /^(?:For|While|DoWhile|Try|Catch)/;

/**
 * A promise takes an error out of the code that runs: `new Promise(() => { for (;;) ; }); next()` gets to `next()`. A script
 * that could do that has `check` at the start of its functions and branches and in front of each statement that follows a call, too.
 *
 * ```js
 * new Promise(spin); next();
 * new Promise(spin); {let __enclave_c=check}next();
 * ```
 *
 * A declaration in a block leaves the completion value of the script as it is.
 */
export function checkAfterSwallowing(file: File, splice: Splice, check: string): void {
  let swallows = false;
  walk(file, (node) => {
    swallows ||= canSwallow(node);
    return undefined;
  });
  if (!swallows) return;
  const statement = `{let ${RESERVED_PREFIX}c=${check}}`;
  walk(file, (node, ancestors) => {
    if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') {
      const start = startInBrackets(node.body);
      splice.open(start, Number(node.end), `(${check},`, WRAPPER);
      splice.close(start, Number(node.end), ')');
    }
    const parent = ancestors.at(-1);
    const isEntered = parent !== undefined && node.type !== 'Program' && !CHECKED.test(parent.type);
    let isBehind = isEntered;
    for (const item of statementsOf(node)) {
      if (item.type === 'FunctionDeclaration') continue;
      if (isBehind) splice.open(Number(item.start), Number(item.end), statement, STATEMENT);
      isBehind = true;
    }
    return undefined;
  });
}

function canSwallow(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'Promise' || node.name === 'fromAsync';
  return node.type === 'ImportExpression' || ('async' in node && node.async === true);
}

function statementsOf(node: Node): readonly Statement[] {
  if (node.type === 'SwitchCase') return node.consequent;
  if (node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock') {
    return node.body as Statement[];
  }
  return [];
}
