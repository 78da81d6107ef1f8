import { expect, test } from 'vitest';
import { unfence } from './unfence.ts';

test('code in a fence is taken out, on its own lines', () => {
  expect(unfence('```js\nreturn 1;\n```')).toBe('\nreturn 1;\n');
  expect(unfence('Sure! Here it is:\n\n```typescript\nconst a: number = 1;\nreturn a;\n```\nHope this helps.')).toBe(
    '\n\n\nconst a: number = 1;\nreturn a;\n\n',
  );
  expect(unfence('~~~\r\nreturn 1;\r\n~~~')).toBe('\nreturn 1;\r\n');
});

test('a fence that is never closed goes to the end', () => {
  expect(unfence('```js\nreturn 1;')).toBe('\nreturn 1;');
});

test('a program that has fences in its texts is no answer in a fence', () => {
  expect(unfence('const md = `\n```js\ncode\n```\n`;\nreturn md;')).toBeUndefined();
  expect(unfence("return '```';")).toBeUndefined();
  expect(unfence('return 1;')).toBeUndefined();
});

test('data in a fence is no code', () => {
  expect(unfence('```json\n{"a": 1}\n```')).toBeUndefined();
});
