import { expect, test } from 'vitest';
import { createScriptCache } from './script-cache.ts';

test('the least recently used entries go when the bytes run out', () => {
  const cache = createScriptCache<number>(100);
  cache.set('a', 1, 40);
  cache.set('b', 2, 40);
  cache.get('a');
  cache.set('c', 3, 40);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  expect(cache.bytes).toBe(80);
});

test('an entry that alone is too large is not kept, nor its former value', () => {
  const cache = createScriptCache<number>(100);
  cache.set('a', 1, 50);
  cache.set('a', 2, 500);
  expect(cache.get('a')).toBeUndefined();
  expect(cache.bytes).toBe(0);
});

test('a replaced entry counts once', () => {
  const cache = createScriptCache<number>(100);
  cache.set('a', 1, 60);
  cache.set('a', 2, 70);
  expect([cache.get('a'), cache.bytes]).toEqual([2, 70]);
});
