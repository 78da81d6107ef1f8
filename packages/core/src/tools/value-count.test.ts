import { expect, test } from 'vitest';
import { holdsMoreThan } from './value-count.ts';

test.each([
  [undefined, 1],
  ['text', 1],
  [[], 1],
  [{ a: 1, b: [2, undefined, 3] }, 6],
  [[undefined, [1]], 4],
  [new Map([['a', { n: 1 }]]), 4],
  [new Set([1, 2]), 3],
  [new Uint8Array(100), 1],
])('%o', (value, count) => {
  expect(holdsMoreThan(value, count, false)).toBe(false);
  expect(holdsMoreThan(value, count - 1, false)).toBe(true);
});

test('bytes may count one by one', () => {
  expect(holdsMoreThan({ data: new Uint8Array(100) }, 101, true)).toBe(true);
  expect(holdsMoreThan({ data: new Uint8Array(100) }, 102, true)).toBe(false);
});

test('what refers to itself, or twice to the same again and again, comes to an end', () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(holdsMoreThan(cycle, 1000, false)).toBe(true);
  let doubled: unknown = [];
  for (let level = 0; level < 60; level++) doubled = [doubled, doubled];
  expect(holdsMoreThan(doubled, 1000, false)).toBe(true);
});
