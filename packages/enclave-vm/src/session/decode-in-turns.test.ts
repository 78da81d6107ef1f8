import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../kernel/codec/decode.ts';
import { encode } from '../kernel/codec/encode.ts';
import { decodeInTurns } from './decode-in-turns.ts';
import { CYCLIC, NESTED_VALUES } from './testing/nested-values.ts';

const options = { hostile: true, limit: 1e8, costLimit: 1e6 };

const never = async () => {};

const long = '\\"\\\\\0\u{1f600}\ud83dx\n'.repeat(9);

function textOf(value: unknown): string {
  const encoded = encode(value, { root: 'value', limit: 3e7, toHost: true });
  if (!encoded.ok) throw new Error(`${encoded.path} ${encoded.problem}`);
  return encoded.text;
}

describe('reads what decode reads', () => {
  it.each([
    ['numbers and texts', [1, -0, 'a"b\\', '\\"', '[{,', NaN, undefined, 1n, '']],
    ['nothing', [[], {}, new Map(), new Set(), '', { '': {} }]],
    ['holes', [Object.assign(new Array(9), { 2: [1], 5: {} }), new Array(3)]],
    ['leaves', [new Error('x', { cause: { list: [1, [2]] } }), /a"]/g, new Uint8Array(20), new Date(0)]],
    ['a text', 'a"b\\\\\0\u{1f600}\ud83d\u2028'.repeat(20)],
    [
      'texts in everything',
      [long, { [long]: long, $: long }, new Map([[long, long]]), new Set([long]), { a: 1, b: [long, 1, long] }],
    ],
    ...NESTED_VALUES,
    ['bytes', new Uint8Array(100)],
  ])('%s', async (_, value) => {
    const text = textOf(value);
    for (const chunk of [1, 7, 30, 1000])
      expect(await decodeInTurns(text, options, never, chunk)).toEqual(decode(text, options));
  });

  it('is nested as deep as it may be, and no deeper', async () => {
    const nested = (depth: number) => `j${'['.repeat(depth)}${']'.repeat(depth)}`;
    for (const [depth, ok] of [
      [1_000, true],
      [1_010, false],
    ] as const) {
      expect(decode(nested(depth), options).ok).toBe(ok);
      expect((await decodeInTurns(nested(depth), options, never, 1)).ok).toBe(ok);
    }
  });

  it('any data', async () => {
    const value = fc.anything({
      withMap: true,
      withSet: true,
      withDate: true,
      withBigInt: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    await fc.assert(
      fc.asyncProperty(value, fc.integer({ min: 1, max: 60 }), async (data, chunk) => {
        const encoded = encode(data, { root: 'value', limit: 1e6, toHost: true });
        if (!encoded.ok) return;
        expect(await decodeInTurns(encoded.text, options, never, chunk)).toEqual(decode(encoded.text, options));
      }),
      { numRuns: 1000 },
    );
  });

  it('whatever is done to a text, it is refused, or read as decode would, or as lists with a comma too many', async () => {
    const seeds = [
      CYCLIC,
      { a: [1, { b: 'x' }], $: [new Map([[1, 2]])] },
      [new Error('x'), [[]], new Uint8Array(3)],
    ].map(textOf);
    const edit = fc.record({
      at: fc.nat(300),
      drop: fc.nat(4),
      put: fc.constantFrom(
        '',
        ',',
        '[',
        ']',
        '{',
        '}',
        '"',
        ':',
        '\\',
        '{"$":"ref","v":0}',
        '"__proto__":',
        ']}',
        '"$":',
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 40 }),
        async (seed, edits, chunk) => {
          const text = edits.reduce((all, { at, drop, put }) => all.slice(0, at) + put + all.slice(at + drop), seed);
          const [inTurns, atOnce] = [await decodeInTurns(text, options, never, chunk), decode(text, options)];
          if (inTurns.ok && atOnce.ok) expect(inTurns).toEqual(atOnce);
          expect(({} as Record<string, unknown>).admin).toBeUndefined();
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('long values', () => {
  it.each([
    ['a wide object', Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`key${i}`, { i }]))],
    ['a long list', Array.from({ length: 200_000 }, (_, i) => i)],
    ['nested long lists', [[Array.from({ length: 60_000 }, () => []), { a: new Array(50_000).fill('"') }]]],
    ['a long text', { a: 'x\0\u{1f600}"'.repeat(300_000), b: ['\\'.repeat(300_000)] }],
    ['a set', new Set(Array.from({ length: 40_000 }, (_, i) => `k${i}`))],
  ])('%s arrives whole', async (_, value) => {
    expect(await decodeInTurns(textOf(value), options, never)).toEqual({ ok: true, value });
  });

  it.each([
    ['keys that pollute', `j{"a":${JSON.stringify('x'.repeat(40_000))},"__proto__":{}}`],
    ['a long key that pollutes', `j{"__proto__":[${'1,'.repeat(40_000)}1]}`],
    ['a constructor with a prototype', `j{"constructor":{"prototype":{"a":[${'1,'.repeat(40_000)}1]}}}`],
    ['an error that is too long', `x{"$":"error","v":["E","${'m'.repeat(3e5)}",false,null,null,[]]}`],
    ['a tag that nobody knows', `x{"$":"huge","v":[${'1,'.repeat(40_000)}1]}`],
    ['a map without its last value', `x{"$":"map","v":[${'1,'.repeat(40_000)}1,2,3]}`],
    ['too many levels', `j${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['an open end', `j[${'1,'.repeat(40_000)}`],
    ['an open text', `j["${'\\"'.repeat(40_000)}`],
    ['more than one value', `j[${'1,'.repeat(40_000)}1]1`],
    ['a key that is none', `j{${'1,'.repeat(40_000)}1}`],
    ['too many keys', `j{${Array.from({ length: 100_001 }, (_, i) => `"${i}":1`).join()}}`],
    ['too much', `j["${'x'.repeat(40_000)}"]`],
  ])('%s: refused', async (_, text) => {
    const limit = text.startsWith('j["xx') ? 39_000 : options.limit;
    expect((await decodeInTurns(text, { ...options, limit }, never)).ok).toBe(false);
  });
});
