import { expect, test, vi } from 'vitest';
import { agentScript, Validator } from './index.ts';

// No source leads to it as long as the walk knows all that the parser makes.
vi.mock('./ast/tree.ts', async (importOriginal) => {
  const tree = await importOriginal<typeof import('./ast/tree.ts')>();
  const buildTree: typeof tree.buildTree = (...given) => ({ ...tree.buildTree(...given), isComplete: false });
  return { ...tree, buildTree };
});

test('a source of which the walk missed a node is not valid, whatever the rules say', () => {
  const { valid, issues } = new Validator(agentScript()).validate('return 1;');
  expect(valid).toBe(false);
  expect(issues.map(({ messageId, severity }) => [messageId, severity])).toEqual([['incomplete', 'error']]);
});
