import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../kernel/codec/encode.ts';
import { encodeInTurns } from './encode-in-turns.ts';
import { stringifyInTurns } from './stringify-in-turns.ts';
import { look, startSurvey } from './survey.ts';
import { NESTED_VALUES } from './testing/nested-values.ts';
import { takingTurns } from './turns.ts';

const options = { root: 'result', limit: 1e7 };

/** Others have their turn at every chance. */
const always = () => new Promise<void>((resolve) => setImmediate(resolve));
const never = async () => {};

const isPlain = (value: unknown): boolean => {
  const survey = startSurvey(new Set(), Number.POSITIVE_INFINITY);
  look(survey, value);
  return survey.plain;
};

const values: [string, unknown][] = [
  ...NESTED_VALUES,
  ['lists and objects', [[], {}, [[1, 'a"b\\', null, true]], { a: { '': { __proto__: null, b: [2] } }, '"': 'c' }]],
  ['what JSON cannot write', [1, -0, undefined, Number.NaN, 10n, new Date(0), /a/g, new Uint8Array(20)]],
  ['holes', [Object.assign(new Array(9), { 2: [1], 5: {} }), new Array(3), new Array(2 ** 32 - 1)]],
  ['errors', [new Error('x', { cause: { list: [1, [2]] } }), new AggregateError([new TypeError('y')])]],
  [
    'instances',
    [
      new URL('https://a.b/c'),
      new (class A {
        x = [1];
      })(),
      Object('boxed'),
    ],
  ],
  ['what cannot cross', { list: [1, { deep: [new Map([['k', [() => 1]]])] }] }],
];

describe('writes what encode writes', () => {
  it.each(values)('%s', async (_, value) => {
    const whole = encode(value, { ...options, toHost: false });
    for (const chunk of [1, 10, 50, 1000]) expect(await encodeInTurns(value, options, never, chunk)).toEqual(whole);
  });

  it('any data', async () => {
    const data = fc.anything({ withMap: true, withSet: true, withDate: true, withBigInt: true, withSparseArray: true });
    await fc.assert(
      fc.asyncProperty(data, fc.integer({ min: 1, max: 60 }), async (value, chunk) => {
        expect(await encodeInTurns(value, options, never, chunk)).toEqual(encode(value, { ...options, toHost: false }));
      }),
      { numRuns: 500 },
    );
  });

  it('up to the same limit', async () => {
    const value = Array.from({ length: 1000 }, (_, i) => [i, undefined]);
    for (const limit of [10, 1000, 20_000]) {
      const whole = encode(value, { root: 'result', limit, toHost: false });
      expect(await encodeInTurns(value, { root: 'result', limit }, never, 100)).toMatchObject({ ok: whole.ok });
    }
  });
});

describe('writes what JSON.stringify writes', () => {
  it.each(values)('%s, or says that it is more than JSON', async (_, value) => {
    for (const chunk of [1, 10, 50, 1000]) {
      const text = await stringifyInTurns(value, 1e7, never, chunk);
      expect(text).toBe(isPlain(value) ? JSON.stringify(value) : undefined);
    }
  });

  it('long texts', async () => {
    const text = '"\\\0\u{1f600}\ud83dx\ude00'.repeat(30);
    for (const value of [text, [text, 1, text], { [text]: text, a: [1, text] }]) {
      for (const chunk of [1, 3, 40]) {
        expect(await stringifyInTurns(value, 1e7, never, chunk)).toBe(JSON.stringify(value));
        expect((await stringifyInTurns(value, 50, never, chunk))?.length).toBeGreaterThan(50);
      }
    }
  });

  it('any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 60 }), async (json, chunk) => {
        const value: unknown = JSON.parse(json);
        const text = await stringifyInTurns(value, 1e7, never, chunk);
        expect(text).toBe(isPlain(value) ? JSON.stringify(value) : undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('no further than to the limit', async () => {
    const read: number[] = [];
    const list = Array.from({ length: 1000 }, (_, i) => ({
      get item() {
        read.push(i);
        return 'x'.repeat(100);
      },
    }));
    expect((await stringifyInTurns(list, 5000, never, 500))?.length).toBeGreaterThan(5000);
    expect(Math.max(...read)).toBeLessThan(100);
  });
});

it('ends when nobody waits any more', async () => {
  let looks = 0;
  const takeTurns = takingTurns(() => ++looks > 2);
  const list = Array.from({ length: 1_000_000 }, () => [undefined]);
  expect(await encodeInTurns(list, options, takeTurns)).toMatchObject({ ok: false });
  expect(looks).toBe(3);
});

it('lets others have their turn', async () => {
  let turns = 0;
  const counting = () => {
    turns++;
    return always();
  };
  const text = await stringifyInTurns(
    Array.from({ length: 1000 }, () => 'x'.repeat(100)),
    1e7,
    counting,
    1000,
  );
  expect(JSON.parse(text as string)).toHaveLength(1000);
  expect(turns).toBeGreaterThan(90);
});
