import { expect, test, vi } from 'vitest';
import { contentKey, TransformCache } from './cache.ts';

const cacheOf = (maxBytes: number) => new TransformCache<string>({ maxBytes, sizeOf: (value) => value.length });
/** Keys take two bytes a character. */
const KEY = 2;

test('the same content is worked on once', () => {
  const cache = cacheOf(100);
  const make = vi.fn(() => 'x');
  expect([cache.get('a', make), cache.get('a', make), cache.get('b', make)]).toEqual(['x', 'x', 'x']);
  expect(make).toHaveBeenCalledTimes(2);
});

test('work that fails is not kept', () => {
  const cache = cacheOf(100);
  const fail = () => {
    throw new Error('no');
  };
  expect(() => cache.get('a', fail)).toThrow('no');
  expect(cache.get('a', () => 'x')).toBe('x');
  expect(cache.bytes).toBe(KEY + 1);
});

test('what was not used for longest goes when the bytes run out', () => {
  const cache = cacheOf(2 * (40 + KEY));
  const made: string[] = [];
  const ask = (key: string) =>
    cache.get(key, () => {
      made.push(key);
      return 'x'.repeat(40);
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  expect(cache.bytes).toBe(2 * (40 + KEY));
});

test('what alone is too large is given and not kept, and drives nothing out', () => {
  const cache = cacheOf(100);
  cache.get('a', () => 'small');
  const make = vi.fn(() => 'x'.repeat(100));
  expect(cache.get('b', make)).toHaveLength(100);
  cache.get('b', make);
  expect(make).toHaveBeenCalledTimes(2);
  expect(cache.get('a', make)).toBe('small');
});

test('a key depends on every part, and on where each begins', () => {
  const keys = [contentKey(), contentKey(''), contentKey('ab', 'c'), contentKey('a', 'bc'), contentKey('abc')];
  expect(new Set(keys).size).toBe(keys.length);
  expect(contentKey('ab', 'c')).toBe(contentKey('ab', 'c'));
});
