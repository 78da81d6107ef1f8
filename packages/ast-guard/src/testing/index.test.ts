import assert from 'node:assert/strict';
import { describe, expect, it, test } from 'vitest';
import { defineRule } from '../rule.ts';
import { applyEdits, ruleTester } from './index.ts';

const noFoo = defineRule({
  id: 'no-foo',
  family: 'names',
  summary: 'Forbid foo.',
  threat: 'None.',
  severity: 'error',
  messages: { foo: { text: 'No foo.' } },
  examples: {
    valid: [{ title: 'bar', code: 'bar();' }],
    invalid: [{ title: 'foo', code: 'foo();', reports: ['foo'], fixed: 'bar();' }],
  },
  create: ({ report }) => ({
    Global(name, at) {
      const { start, end } = at.node as { start: number; end: number };
      if (name === 'foo') report({ messageId: 'foo', at, fix: [{ start, end, text: 'bar' }] });
    },
  }),
});

ruleTester({ describe, it }).run(noFoo, {
  invalid: [{ code: 'foo(foo);', reports: ['foo', 'foo'], fixed: 'bar(bar);' }],
});

test('a case that does not hold fails', () => {
  const bodies: (() => void)[] = [];
  const framework = {
    describe: (_: string, body: () => void) => body(),
    it: (_: string, body: () => void) => bodies.push(body),
  };
  ruleTester(framework).run(noFoo, { valid: [{ code: 'foo();' }], invalid: [{ code: 'bar();', reports: ['foo'] }] });
  const failed = bodies.filter((body) => {
    try {
      body();
      return false;
    } catch (error) {
      return error instanceof assert.AssertionError;
    }
  });
  expect([bodies.length, failed.length]).toEqual([4, 2]);
});

test('edits are applied from the end', () => {
  expect(
    applyEdits('abc', [
      { start: 0, end: 1, text: 'xx' },
      { start: 2, end: 3, text: '' },
    ]),
  ).toBe('xxb');
});
