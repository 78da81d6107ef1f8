import { expect, test } from 'vitest';
import { z } from 'zod';
import { toInputCheck } from './schema-check.ts';

const record = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, 1]));
const tooLarge = (max: number) => ({
  violations: [{ path: '', message: `More than ${max} values, or a value that refers to itself, cannot be checked` }],
});

test('many keys too many are told by the first few', async () => {
  const check = toInputCheck({ type: 'object', properties: { q: { type: 'string' } }, additionalProperties: false });
  for (const size of [6, 500, 90_000]) {
    const violations = ['k0', 'k1', 'k2', 'k3', 'k4'].map((key) => {
      return { path: '', message: `Property "${key}" does not match additional properties schema.` };
    });
    expect(await check(record(size))).toEqual({ violations });
  }
});

test('every problem of a small value is told, and one of a large', async () => {
  const check = toInputCheck({ type: 'array', items: { type: 'integer' } });
  expect(await check(['x', 1, 'y'])).toMatchObject({ violations: [{ path: '[0]' }, { path: '[2]' }] });
  expect(await check(Array(90_000).fill('x'))).toMatchObject({ violations: [{ path: '[0]' }] });
});

test('a value that would keep a validator busy is not given to it', async () => {
  const json = toInputCheck({ type: 'array' });
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(await json(cycle)).toEqual(tooLarge(100_000));
  expect(await json(Array(100_001).fill(0))).toEqual(tooLarge(100_000));
  expect(await toInputCheck(z.any())(cycle)).toEqual(tooLarge(100_000));
  const unique = toInputCheck({ type: 'array', uniqueItems: true });
  expect(await unique(Array.from({ length: 2001 }, (_, i) => i))).toEqual(tooLarge(2000));
  expect(await unique([1, 2])).toEqual({ value: [1, 2] });
});

test('a schema is left as it was, frozen or not', async () => {
  const schema = Object.freeze({
    type: 'object',
    properties: Object.freeze({ a: { $ref: '#/$defs/a' } }),
    $defs: { a: {} },
  });
  expect(await toInputCheck(schema)({ a: 1 })).toEqual({ value: { a: 1 } });
  expect(Reflect.ownKeys(schema.properties.a)).toEqual(['$ref']);
});
