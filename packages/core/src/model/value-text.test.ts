import { expect, test } from 'vitest';
import { valueText } from './value-text.ts';

const cycle: Record<string, unknown> = { name: 'loop' };
cycle.self = [cycle];
const shared = { id: 1 };

test.each([
  [{ n: 5n }, { n: '5n' }],
  [
    [Number.NaN, -Infinity, 1.5],
    ['NaN', '-Infinity', 1.5],
  ],
  [new Map([['a', new Set([1])]]), { Map: [['a', { Set: [1] }]] }],
  [cycle, { name: 'loop', self: ['(circular)'] }],
  [
    [shared, shared],
    [{ id: 1 }, { id: 1 }],
  ],
  [
    { at: new Date(0), like: /a+/g, why: new TypeError('no') },
    { at: '1970-01-01T00:00:00.000Z', like: '/a+/g', why: 'TypeError: no' },
  ],
  [new Uint8Array(3), '(3 bytes)'],
  [new Date(Number.NaN), null],
  [null, null],
])('%o', (value, readable) => {
  expect(JSON.parse(valueText(value))).toEqual(readable);
});

test('an own __proto__ key is data', () => {
  expect(valueText(JSON.parse('{"__proto__": 1}'))).toBe('{\n "__proto__": 1\n}');
});

test('nothing is told as nothing', () => {
  expect(valueText(undefined)).toContain('no `return`');
});
