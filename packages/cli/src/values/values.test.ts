import { expect, test } from 'vitest';
import { parseCount } from './count.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { formatSize, parseSize } from './size.ts';

test.each([
  ['500', 500],
  ['500ms', 500],
  ['1.5s', 1500],
  ['2m', 120_000],
])('a time of %s is %i ms', (text, expected) => expect(parseDuration(text)).toBe(expected));

test.each(['', 's', '5 hours', '-1', '1e3', '5s later'])('%j is no time', (text) => {
  expect(() => parseDuration(text)).toThrow('Give a time');
});

test.each([
  [0, '0 ms'],
  [2.345, '2.3 ms'],
  [42.4, '42 ms'],
  [1234, '1.2 s'],
  [125_000, '2 m 05 s'],
])('%d ms reads %s', (time, expected) => expect(formatDuration(time)).toBe(expected));

test.each([
  ['64MB', 64 * 1024 * 1024],
  ['512 kb', 512 * 1024],
  ['1.5GB', 1.5 * 1024 ** 3],
  ['100', 100],
])('a size of %s is %i bytes', (text, expected) => expect(parseSize(text)).toBe(expected));

test.each(['', 'MB', '5TB', '-1'])('%j is no size', (text) => {
  expect(() => parseSize(text)).toThrow('Give a size');
});

test.each([
  [0, '0 B'],
  [640, '640 B'],
  [1229, '1.2 KB'],
  [64 * 1024 * 1024, '64 MB'],
])('%d bytes read %s', (bytes, expected) => expect(formatSize(bytes)).toBe(expected));

test('a count may have separators and nothing else', () => {
  expect(parseCount('10_000')).toBe(10_000);
  expect(parseCount('10,000')).toBe(10_000);
  expect(() => parseCount('1e4')).toThrow('whole number');
});
