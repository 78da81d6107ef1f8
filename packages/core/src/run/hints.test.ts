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

test('syntax that this Node does not know is told from a mistake', () => {
  const error = { code: 'VALIDATION_ERROR', name: 'SyntaxError', message: "Unexpected identifier 'lock'" } as const;
  expect(hint(error)).toContain(`Node ${process.versions.node}`);
});

test('a TypeError beside an unanswered call is a forgotten await', () => {
  const error = { name: 'TypeError', message: "Cannot read properties of undefined (reading 'length')" };
  expect(hint(error, ['succeeded', 'pending'])).toContain('await callTool');
  expect(hint(error, ['succeeded'])).toContain('is not there');
});

test.each([
  ["Cannot set properties of null (setting 'x')", '??= {}'],
  ["Cannot destructure property 'a' of 'x' as it is undefined.", '?? {}'],
  ['users.map is not a function', 'is no array'],
  ['(intermediate value).filter is not a function', 'is no array'],
  ['user.load is not a function', 'no function of that name'],
  ['{} is not iterable', 'Object.entries(x)'],
  ['undefined is not iterable (cannot read property Symbol(Symbol.iterator))', 'x ?? []'],
  ['Map.get is not a function or its return value is not iterable', 'x ?? []'],
  ['Spread syntax requires ...iterable[Symbol.iterator] to be a function', 'need an array'],
  ['Assignment to constant variable.', '`let`'],
])('%s', (message, advice) => {
  expect(hint({ name: 'TypeError', message })).toContain(advice);
  expect(hint({ name: 'MyError', message })).toBeUndefined();
});

test.each([
  ['SyntaxError', '"[object Object]" is not valid JSON', 'no text but an object'],
  ['SyntaxError', 'Unexpected token \'o\', "not json" is not valid JSON', 'is no JSON'],
  ['SyntaxError', 'Unexpected end of JSON input', 'is no JSON'],
  ['RangeError', 'Invalid time value', 'Number.isNaN(date.getTime())'],
  ['TypeError', 'Reduce of empty array with no initial value', 'reduce(f, 0)'],
  ['TypeError', 'Do not know how to serialize a BigInt', 'String(n)'],
  ['TypeError', 'Converting circular structure to JSON', 'refers to itself'],
])('%s: %s', (name, message, advice) => {
  expect(hint({ name, message })).toContain(advice);
});

test('several promises beside an unanswered call belong into one list', () => {
  const message = 'object is not iterable (cannot read property Symbol(Symbol.iterator))';
  expect(hint({ name: 'TypeError', message }, ['pending'])).toContain('Promise.all([a, b])');
});

test('an object where a callback takes a pair', () => {
  const message = 'object is not iterable (cannot read property Symbol(Symbol.iterator))';
  expect(hint({ name: 'TypeError', message })).toContain('Object.entries(x).map(');
});

test('a use before the declaration', () => {
  expect(hint({ name: 'ReferenceError', message: "Cannot access 'v' before initialization" })).toContain('Move');
});

test('arguments that cannot cross are to be passed as data, a value is to be returned as data', () => {
  expect(hint({ code: 'SERIALIZATION_ERROR', path: 'args.cb', toolName: 't' })).toMatch(/^Pass plain data to tools/);
  expect(hint({ code: 'SERIALIZATION_ERROR', path: 'value.cb' })).toMatch(/^Return plain data/);
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
