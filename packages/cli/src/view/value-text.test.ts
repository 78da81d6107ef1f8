import { expect, test } from 'vitest';
import { resultJson, valueText } from './value-text.ts';

test('what JSON cannot write is seen', () => {
  expect(JSON.parse(valueText({ big: 5n, map: new Map([['a', 1]]), set: new Set([2]) }))).toEqual({
    big: '5n',
    map: { Map: [['a', 1]] },
    set: { Set: [2] },
  });
  expect(valueText(undefined)).toBe('undefined');
  expect(JSON.parse(resultJson({ success: true, value: undefined }))).toEqual({ success: true, value: null });
});

test('invisible characters are escaped, and mean the same to a parser', () => {
  const value = `${String.fromCharCode(0x1b, 0x9b)}\u202e\u2028 \u{e0041} line\nline`;
  const text = valueText({ value });
  expect(text).not.toMatch(/[\u202e\u2028\u{e0041}]/u);
  expect(text).toContain('\\u009b\\u202e\\u2028 \\udb40\\udc41 line\\nline');
  expect(JSON.parse(text)).toEqual({ value });
});

test('a cycle is a word, and what is only shared is written twice', () => {
  const shared = { a: 1 };
  const value: Record<string, unknown> = { first: shared, second: shared, list: [shared] };
  value.self = value;
  value.map = new Map([['back', value]]);
  expect(JSON.parse(valueText(value))).toEqual({
    first: { a: 1 },
    second: { a: 1 },
    list: [{ a: 1 }],
    self: '[circular]',
    map: { Map: [['back', '[circular]']] },
  });
});

test('errors and regular expressions are more than {}', () => {
  expect(JSON.parse(valueText([/x/g, new TypeError('no')]))).toEqual(['/x/g', { TypeError: 'no' }]);
});
