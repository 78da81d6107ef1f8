import type { Statement } from '@babel/types';
import { spend } from '../ast/work.ts';
import { defineRule } from '../rule.ts';

export const noUnreachableCode = defineRule({
  id: 'no-unreachable-code',
  family: 'correctness',
  summary: 'Warn about statements that can never run.',
  threat: 'Code after a return was meant to do something: the script does less than its author thinks.',
  severity: 'warning',
  messages: {
    unreachable: { text: 'This can never run: the code before it always leaves.', hint: 'Remove it, or move it up.' },
    lineBreak: {
      text: 'This is not returned: the line break behind "return" ends the statement.',
      hint: 'Start the value on the line of the return: return { ... };',
    },
  },
  examples: {
    valid: [
      { title: 'a function that is declared below', code: 'return twice(2);\nfunction twice(x) { return 2 * x; }' },
      { title: 'a return in one branch', code: 'if (done) { return 1; }\nreturn 2;' },
    ],
    invalid: [
      { title: 'after return', code: "return 1;\nawait callTool('email:send', {});", reports: ['unreachable'] },
      { title: 'after throw', code: "function f() { throw new Error('no'); use(1); }", reports: ['unreachable'] },
      {
        title: 'after both branches',
        code: 'if (a) { return 1; } else { return 2; }\nuse(3);',
        reports: ['unreachable'],
      },
      { title: 'after a return that a line break ends', code: 'return\n  [1, 2];', reports: ['lineBreak'] },
      { title: 'after continue', code: 'for (const x of xs) { continue; use(x); }', reports: ['unreachable'] },
    ],
  },
  create: ({ report, source }) => {
    const check = (statements: readonly Statement[]): void => {
      const leaves = statements.findIndex(alwaysLeaves);
      if (leaves === -1) return;
      const dead = statements.slice(leaves + 1).find(doesSomething);
      if (dead === undefined) return;
      const isCut = dead === statements[leaves + 1] && endsAtLineBreak(statements[leaves] as Statement, source);
      report({ messageId: isCut ? 'lineBreak' : 'unreachable', at: dead });
    };
    return {
      Program: (at) => check(at.node.body),
      BlockStatement: (at) => check(at.node.body),
      SwitchCase: (at) => check(at.node.consequent),
    };
  },
});

function alwaysLeaves(statement: Statement): boolean {
  spend(2);
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(alwaysLeaves);
    case 'IfStatement':
      return statement.alternate != null && alwaysLeaves(statement.consequent) && alwaysLeaves(statement.alternate);
    default:
      return false;
  }
}

function doesSomething(statement: Statement): boolean {
  if (statement.type === 'FunctionDeclaration' || statement.type === 'EmptyStatement') return false;
  if (statement.type.startsWith('TS')) return false;
  if (statement.type !== 'VariableDeclaration' || statement.kind !== 'var') return true;
  return statement.declarations.some((declarator) => declarator.init != null);
}

/** A `return` without a value and without a semicolon: what stands on the next line was meant to be its value. */
function endsAtLineBreak(statement: Statement, source: string): boolean {
  return statement.type === 'ReturnStatement' && statement.argument == null && source[(statement.end ?? 0) - 1] === 'n';
}
