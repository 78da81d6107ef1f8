import { expect, test } from 'vitest';
import { assertGlobalNames, mergeGlobals } from './globals.ts';

const assert = (globals: Record<string, unknown>) => () => assertGlobalNames(globals, 'new Enclave()');

test('names that a script can use are fine', () => {
  expect(assert({ customer: 1, $rate: 2, _x: 3, größe: 4, process: 5 })).not.toThrow();
});

test.each([
  ['first name', 'is no identifier'],
  ['1st', 'is no identifier'],
  ['', 'is no identifier'],
  ['__enclave_runtime', 'reserved for the enclave'],
  ['callTool', 'is taken'],
  ['await', 'is taken'],
  ['globalThis', 'is taken'],
])('%j is refused', (name, reason) => {
  expect(assert({ [name]: 1 })).toThrow(reason);
});

test('an own __proto__ key is refused', () => {
  expect(assert(JSON.parse('{"__proto__": {"a": 1}}'))).toThrow('"__proto__" is taken');
});

test('globals of the run win', () => {
  expect(mergeGlobals({ a: 1, b: 1 }, { b: 2 })).toEqual({ a: 1, b: 2 });
  expect(mergeGlobals(undefined, undefined)).toEqual({});
});
