import { expect, test } from 'vitest';
import { globMatcher } from './glob.ts';

test.each([
  ['users:list', ['users:list'], ['users:lists', 'xusers:list', '']],
  ['users:*', ['users:', 'users:list', 'users:a\nb'], ['users', 'admin:users:']],
  ['*:delete', [':delete', 'users:delete'], ['users:delete!', 'delete']],
  ['a*b*c', ['abc', 'aXbXc', 'abbcc', 'abcbc'], ['ac', 'acb', 'abcX']],
  ['ab*ba', ['abba', 'abXba'], ['aba']],
  ['a*a', ['aa', 'aaa'], ['a']],
  ['*aba*ab*', ['abaab', 'xabaxabx'], ['abab']],
  ['*', ['', 'anything'], []],
  ['**', ['', 'anything'], []],
  ['', [''], ['x']],
  ['a.c+(', ['a.c+('], ['abc+(', 'a.cc(']],
])('%j', (pattern, fits, others) => {
  const matches = globMatcher(pattern);
  for (const name of fits) expect(matches(name), name).toBe(true);
  for (const name of others) expect(matches(name), name).toBe(false);
});

test('agrees with the regular expression that it stands for', () => {
  const words = (letters: string, length: number): string[] =>
    length === 0
      ? ['']
      : words(letters, length - 1).flatMap((word) => [word, ...[...letters].map((letter) => word + letter)]);
  const names = [...new Set(words('ab', 5))];
  for (const pattern of new Set(words('ab*', 4))) {
    const matches = globMatcher(pattern);
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's');
    for (const name of names) expect(matches(name), `${pattern} on ${name}`).toBe(expression.test(name));
  }
});

test('a name made to be looked at again and again is looked at once', () => {
  const matches = globMatcher(`list${'*U*s*e*'.repeat(20)}end`);
  expect(matches(`list${'Us'.repeat(500_000)}!`)).toBe(false);
});
