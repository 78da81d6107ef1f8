import type { File } from '@babel/types';
import { expect, test } from 'vitest';
import { buildTree } from './ast/tree.ts';
import { visitNodes } from './check.ts';
import { agentScript, defineRule, Validator } from './index.ts';
import { parseSource } from './parse.ts';

test('the two counts agree on ordinary programs', () => {
  const { file } = parseSource(
    'class A { #x = 1; static { f(1); } }\nfor (const { a = 1, ...b } of c) d?.[e]?.(...b);',
    'js',
    'body',
  );
  expect(visitNodes(file as File)).toBe(buildTree(file as File, 100).sites.length);
});

test('a node that the walk does not know of is missed by it, and counted', () => {
  const { file } = parseSource('return 1;', 'js', 'body');
  const [statement] = (file as File).program.body as unknown as [Record<string, unknown>];
  statement.secret = { type: 'CallExpression', callee: { type: 'Identifier', name: 'eval' }, arguments: [] };
  expect(visitNodes(file as File)).toBe(buildTree(file as File, 100).sites.length + 2);
});

const broken = defineRule({
  id: 'broken',
  family: 'correctness',
  summary: 'Throws.',
  threat: 'None.',
  severity: 'warning',
  messages: { never: { text: 'Never.' } },
  examples: { valid: [], invalid: [] },
  create: () => ({
    Identifier() {
      throw new Error('a fault in the rule');
    },
  }),
});

test('a rule that throws makes the source invalid, and does not silence the others', () => {
  const { valid, issues } = new Validator(agentScript({ extraRules: [broken] })).validate('eval(1);\neval(2);');
  expect(valid).toBe(false);
  expect(issues.map((issue) => issue.ruleId)).toEqual(['engine', 'no-dynamic-code', 'no-dynamic-code']);
  expect(issues[0]?.message).toContain('a fault in the rule');
});

test('a rule that throws while it starts does too', () => {
  const rule = {
    ...broken,
    create: () => {
      throw new Error('early');
    },
  };
  expect(new Validator(agentScript({ extraRules: [rule] })).validate('return 1;').valid).toBe(false);
});
