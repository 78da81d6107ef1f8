import { expect, test } from 'vitest';
import { findAdjacentRepetitions } from './adjacent-repetitions.ts';
import { analysisBudget, findBlowUp } from './blow-up.ts';

const judge = (pattern: string, flags = '') => findBlowUp(pattern, flags, analysisBudget())?.kind ?? null;

test.each<[string, string?]>([
  ['^(a+)+$'],
  ['^(?:\\w+\\s?)*$'],
  ['^(?:(\\w+)\\1?)+\\d$'],
  ['^((a*)|b)*c'],
  ['(\\w|\\d)*;'],
  ['^(?:a|aa)+$'],
  ['^(?:a?){30}a{30}$'],
  ['^(?:,a*a*)+x'],
  ['(?=(?:a+)+$)b'],
  ['^(?:\\p{L}+\\p{N}*)+$', 'u'],
  ['^(?:\\p{Lu}|\\p{L})+$', 'u'],
  ['^(?:[\\p{L}_]|\\w)+$', 'v'],
])('%s needs exponential time', (pattern: string, flags?: string) => {
  expect(judge(pattern, flags)).toBe('exponential');
});

test.each<[string, string?]>([
  ['^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$'],
  ['\\B(?=(\\d{3})+(?!\\d))'],
  ['"(?:[^"\\\\]|\\\\.)*"'],
  ['(?:\\d{1,3}\\.){3}\\d{1,3}'],
  ['^([^"]|"")*$'],
  ['(\\w+\\s?)*'],
  ['^\\p{L}+(?:[ -]\\p{L}+)*$', 'u'],
  ['^(?:\\p{Lu}|\\p{N})+$', 'u'],
  ['^(?:[\\p{L}--[a-z]]|\\d)+$', 'v'],
  ['(', ''],
])('%s does not', (pattern: string, flags?: string) => {
  expect(judge(pattern, flags)).toBeNull();
});

test('what the analysis would take too long for is too complex, whatever the clock says', () => {
  expect(judge(`^(?:x${'a?b*'.repeat(6)}|c)+$`)).toBe('tooComplex');
  const budget = analysisBudget();
  const kinds = Array.from({ length: 30 }, (_, i) => findBlowUp(`(?:a${i}|b+c)+d`, '', budget)?.kind ?? null);
  expect(kinds[0]).toBeNull();
  expect(kinds.at(-1)).toBe('tooComplex');
});

test('five repetitions of one character in a row', () => {
  const find = (pattern: string, flags = '') => findAdjacentRepetitions(pattern, flags);
  expect(find('\\s*\\s*\\s*\\s*\\s*x')).toBe('\\s*\\s*\\s*\\s*\\s*');
  expect(find('^a*a*(a*)a*a*b')).toBe('a*a*(a*)a*a*');
  expect(find('^\\w*\\d*-?\\w*\\d*\\w+\\d$')).toBe('\\w*\\d*-?\\w*\\d*\\w+');
  expect(find('\\p{L}*\\p{L}*\\p{L}*\\p{L}*\\p{Lu}*;', 'u')).not.toBeNull();
  for (const honest of [
    '^\\s*([a-z]+)\\s*=\\s*(.*?)\\s*$',
    '^(.*),(.*),(.*),(.*),(.*),(.*)$',
    '(\\d+)-(\\d+)-(\\d+)[T ](\\d+):(\\d+):(\\d+)',
    '\\s*\\s*\\s*\\s*\\s*',
    '^\\s*-?\\s*\\$?\\s*[\\d,]+(?:\\.\\d+)?\\s*$',
  ]) {
    expect(find(honest), honest).toBeNull();
  }
});
