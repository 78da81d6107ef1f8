import type { Node } from '@babel/types';
import { defineRule } from '../rule.ts';

export const noAssignmentInCondition = defineRule({
  id: 'no-assignment-in-condition',
  family: 'correctness',
  summary: 'Warn about an assignment where a comparison was probably meant.',
  threat: '"if (a = b)" changes a, and is true whenever b is: it never compares.',
  severity: 'warning',
  messages: {
    assignment: {
      text: 'This condition assigns instead of comparing.',
      hint: 'Write === to compare, or put the assignment in its own parentheses.',
    },
  },
  examples: {
    valid: [
      { title: 'a comparison', code: 'if (status === 1) { use(status); }' },
      { title: 'parentheses show that it is meant', code: 'let m;\nwhile ((m = re.exec(text))) { use(m); }' },
      {
        title: 'the next one of a loop',
        code: 'let m;\nwhile (m = re.exec(text)) { use(m); }\ndo use(m); while (m = m.next);',
      },
      { title: 'compared after assigning', code: 'let m;\nwhile ((m = re.exec(text)) !== null) { use(m); }' },
    ],
    invalid: [
      { title: 'in an if', code: 'let status = 0;\nif (status = 1) { use(status); }', reports: ['assignment'] },
      { title: 'in a loop', code: 'let a = 0;\nwhile (a = 1) { use(a); }', reports: ['assignment'] },
      { title: 'of another variable', code: 'let a = 0;\nwhile (a = b) { use(a); }', reports: ['assignment'] },
    ],
  },
  create: ({ report }) => {
    const check = (test: Node | null | undefined): void => {
      if (test?.type !== 'AssignmentExpression' || test.operator !== '=' || test.extra?.parenthesized === true) return;
      report({ messageId: 'assignment', at: test });
    };
    const checkLoop = (test: Node | null | undefined): void => {
      if (test?.type !== 'AssignmentExpression' || !isStep(test.right)) check(test);
    };
    return {
      IfStatement: (at) => check(at.node.test),
      WhileStatement: (at) => checkLoop(at.node.test),
      DoWhileStatement: (at) => checkLoop(at.node.test),
      ForStatement: (at) => checkLoop(at.node.test),
      ConditionalExpression: (at) => check(at.node.test),
    };
  },
});

/** What gives another value in each turn: nobody compares with it in the head of a loop. */
function isStep(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return true;
    case 'AwaitExpression':
      return isStep(node.argument);
    default:
      return false;
  }
}
