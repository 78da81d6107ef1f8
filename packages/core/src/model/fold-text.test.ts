import { expect, test } from 'vitest';
import { foldLines, foldText } from './fold-text.ts';

test('a text that fits is left alone', () => {
  expect(foldText('abc', 3)).toBe('abc');
  expect(foldLines(['a', 'b'], 100)).toEqual(['a', 'b']);
});

test('a text that does not fit keeps its beginning and its end', () => {
  expect(foldText(`${'a'.repeat(60)}${'z'.repeat(60)}`, 30)).toBe(
    `${'a'.repeat(20)} … (90 characters left out) … ${'z'.repeat(10)}`,
  );
});

test('equal neighbours become one line', () => {
  expect(foldLines(['x', 'x', 'x', 'y', 'x'], 100)).toEqual(['x (3 times)', 'y', 'x']);
});

test('the middle of many lines goes first, and the result keeps the budget', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `line ${i}`);
  const folded = foldLines(lines, 100);
  expect(folded[0]).toBe('line 0');
  expect(folded.at(-1)).toBe('line 999');
  expect(folded).toContain('… (988 lines left out) …');
});

test('one endless line is cut', () => {
  expect(foldLines(['x'.repeat(10_000)], 400)[0]?.length).toBeLessThan(200);
});
