import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ruleDocs } from './rule-docs.ts';

const folder = new URL('../../../docs/rules/', import.meta.url);

test('there is a page for each rule, and no other', async () => {
  expect((await readdir(folder)).sort()).toEqual([...ruleDocs().keys()].sort());
});

test.each([...ruleDocs()])(
  'docs/rules/%s is what the rule says (else run: npx pnpm@12 docs:rules)',
  async (file, text) => {
    expect(await readFile(new URL(file, folder), 'utf8')).toBe(text);
  },
);
