import type { File } from '@babel/types';
import { expect, test } from 'vitest';
import { visitNodes } from './ast/coverage.ts';
import { buildTree } from './ast/tree.ts';

import { agentScript, defineRule, Validator } from './index.ts';
import { parseSource } from './parse.ts';

test('a tree of ordinary programs is complete', () => {
  const { file } = parseSource(
    'class A { #x = 1; static { f(1); } }\nfor (const { a = 1, ...b } of c) d?.[e]?.(...b);',
    'js',
    'body',
  );
  const { tree, isComplete } = buildTree(file as File, 100, 'js');
  expect(isComplete).toBe(true);
  let count = 0;
  visitNodes(file as File, () => count++);
  expect(tree.nodes.length).toBe(count);
});

test('a tree whose walk does not know of a node is not complete', () => {
  const hidden = { type: 'CallExpression', callee: { type: 'Identifier', name: 'eval' }, arguments: [] };
  for (const secret of [hidden, [hidden]]) {
    const { file } = parseSource('if (a) { return 1; }', 'js', 'body');
    const [statement] = (file as File).program.body as unknown as [{ consequent: { body: [object] } }];
    Object.assign(statement.consequent.body[0], { secret });
    expect(buildTree(file as File, 100, 'js').isComplete).toBe(false);
  }
});

test('types that the walk does not follow in JavaScript are not complete there', () => {
  const { file } = parseSource('const a: number = 1;', 'ts', 'body');
  expect(buildTree(file as File, 100, 'ts').isComplete).toBe(true);
  expect(buildTree(file as File, 100, 'js').isComplete).toBe(false);
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
