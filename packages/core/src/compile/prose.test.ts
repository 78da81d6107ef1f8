import { expect, test } from 'vitest';
import { isProse } from './prose.ts';

test.each([
  'Here is the code:',
  "Sure! Here's a script that lists users:",
  'This script fetches all users, and counts them.',
  'I will call the tool (users:list) first.',
  '  Note that `limit` is at most 50.  ',
])('%s', (text) => {
  expect(isProse(`return 1;\n${text}\r\nreturn 2;`, 2)).toBe(true);
});

test.each([
  'return 1;',
  'const Users = await callTool("users:list");',
  'Users instanceof Array',
  'Object.keys(user).map(String);',
  'Total += item.price * item.count;',
  'A ? B : C',
  'if (user is active) {',
  'enum Color { Red, Green }',
  '// This is a comment in words.',
  '',
])('no prose: %s', (text) => {
  expect(isProse(text, 1)).toBe(false);
});

test('a line that is not there, and one without end', () => {
  expect(isProse('return 1', 9)).toBe(false);
  expect(isProse(`Here ${'is '.repeat(200_000)}`, 1)).toBe(false);
});
