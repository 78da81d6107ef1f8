import type { RunError } from 'enclave-vm';
import { expect, test } from 'vitest';
import type { ToolCallReceipt } from '../result.ts';
import { hintFor } from './hints.ts';

const hint = (error: Partial<RunError>, states: ToolCallReceipt['state'][] = []) => {
  const receipts = states.map((state) => ({ id: '1', name: 't', state, startedAt: 0, duration: 0, idempotent: false }));
  return hintFor({ code: 'EXECUTION_ERROR', name: 'Error', message: 'x', ...error }, receipts);
};

test('what the runner knows comes first', () => {
  expect(hint({ code: 'DEADLOCK', hint: 'Settle it.' })).toBe('Settle it.');
});

test('a TypeError beside an unanswered call is a forgotten await', () => {
  const error = { name: 'TypeError', message: "Cannot read properties of undefined (reading 'length')" };
  expect(hint(error, ['succeeded', 'pending'])).toContain('await callTool');
  expect(hint(error, ['succeeded'])).toContain('is not there');
  expect(hint({ ...error, message: 'x is not a function' }, ['succeeded'])).toBeUndefined();
});

test('a promise in the value asks for Promise.all', () => {
  expect(
    hint({ code: 'SERIALIZATION_ERROR', message: 'value[0] is a promise: await it first', path: 'value[0]' }),
  ).toContain('Promise.all');
});

test('an answer that cannot cross is not the fault of the script', () => {
  expect(hint({ code: 'SERIALIZATION_ERROR', path: 'result.f', toolName: 't' })).toContain(
    'No change to the script helps',
  );
});

test('an error of the script alone has no hint', () => {
  expect(hint({})).toBeUndefined();
});
