import { expect, test, vi } from 'vitest';
import { contentKey, TransformCache } from './cache.ts';

const value = (code: string) => ({ code });

test('the same content is worked on once', () => {
  const cache = new TransformCache({ maxBytes: 1000 });
  const make = vi.fn(() => value('x'));
  expect(cache.get('a', make)).toBe(cache.get('a', make));
  expect(make).toHaveBeenCalledTimes(1);
});

test('what is asked for at the same time is done once, and a failure is not kept', async () => {
  const cache = new TransformCache({ maxBytes: 1000 });
  const make = vi.fn(async () => value('x'));
  const [first, second] = await Promise.all([cache.getAsync('a', make), cache.getAsync('a', make)]);
  expect(first).toBe(second);
  expect(await cache.getAsync('a', make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
  await expect(cache.getAsync('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await cache.getAsync('b', make)).toEqual(value('x'));
});

test('it holds so many bytes, and drops what was not used for longest', () => {
  const cache = new TransformCache({ maxBytes: 100 });
  const make = vi.fn(() => value('x'.repeat(20)));
  for (const key of ['a', 'b', 'a', 'c']) cache.get(key, make);
  expect(cache.bytes).toBeLessThanOrEqual(100);
  expect(make).toHaveBeenCalledTimes(3);
  cache.get('a', make);
  expect(make, 'a was used after b').toHaveBeenCalledTimes(3);
  cache.get('b', make);
  expect(make).toHaveBeenCalledTimes(4);
  cache.get('huge', () => value('x'.repeat(1000)));
  expect(cache.bytes, 'what cannot fit is not kept').toBeLessThanOrEqual(100);
});

test('keys do not run into each other', () => {
  expect(contentKey('ab', 'c')).not.toBe(contentKey('a', 'bc'));
  expect(contentKey('ab', 'c')).toBe(contentKey('ab', 'c'));
});
