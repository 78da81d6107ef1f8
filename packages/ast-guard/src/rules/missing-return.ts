import type { Program, Statement } from '@babel/types';
import type { Site, Tree } from '../ast/site.ts';
import { spend } from '../ast/work.ts';
import { defineRule, type Suggestion } from '../rule.ts';

export const missingReturn = defineRule({
  id: 'missing-return',
  family: 'correctness',
  summary: 'Warn when a script works something out and returns nothing.',
  threat: 'The value of a script is what it returns: without a return its caller gets undefined.',
  severity: 'warning',
  messages: {
    missing: { text: 'The script returns nothing, and this value is lost.', hint: 'Write return before it.' },
    notCalled: { text: 'The function "{name}" is never called.', hint: 'End with: return await {name}();' },
  },
  examples: {
    valid: [
      { title: 'a return', code: 'const total = 1;\nreturn total;' },
      { title: 'only effects', code: "await callTool('email:send', {});" },
      { title: 'a return in one branch', code: 'if (empty) return [];\nitems.length;' },
    ],
    invalid: [
      { title: 'a value at the end', code: 'const total = 1;\ntotal;', reports: ['missing'] },
      { title: 'an object at the end', code: 'const total = 1;\n({ total });', reports: ['missing'] },
      {
        title: 'a main function that nobody calls',
        code: 'async function main() { return 1; }',
        reports: ['notCalled'],
      },
    ],
  },
  create: (context) => ({
    Program(at) {
      const last = at.node.body.at(-1);
      if (last?.type === 'ExpressionStatement' && isValue(last)) {
        if (returnsAtTop(context.tree)) return;
        context.report({ messageId: 'missing', at: last, suggestions: [addReturn(last)] });
      } else if (last?.type === 'FunctionDeclaration' && last.id && isUncalled(at, last.id.name)) {
        if (returnsAtTop(context.tree)) return;
        context.report({ messageId: 'notCalled', at: last.id, data: { name: last.id.name } });
      }
    },
  }),
});

function returnsAtTop(tree: Tree): boolean {
  return tree.nodes.some(({ type }, order) => {
    if (type !== 'ReturnStatement') return false;
    for (let up = tree.siteAt(order).parent; up !== null; up = up.parent) {
      spend(1);
      if ('params' in up.node) return false;
    }
    return true;
  });
}

const VALUES = new Set<string>([
  'Identifier',
  'MemberExpression',
  'ObjectExpression',
  'ArrayExpression',
  'TemplateLiteral',
  'StringLiteral',
  'NumericLiteral',
  'BinaryExpression',
  'ConditionalExpression',
]);

function isValue(statement: Statement): boolean {
  return statement.type === 'ExpressionStatement' && VALUES.has(statement.expression.type);
}

function addReturn({ start }: Statement): Suggestion {
  return { title: 'Return the value', edits: [{ start: start ?? 0, end: start ?? 0, text: 'return ' }] };
}

function isUncalled(program: Site<Program>, name: string): boolean {
  return program.scope.bindings?.get(name)?.isUsed === false;
}
