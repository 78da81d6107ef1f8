import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import * as api from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code as string);

test.each(examples)('example %#', (example) => {
  const code = stripTypeScriptTypes(example.replace(/^import .*$/gm, ''));
  const body = code.replace(
    /^(.*); \/\/ → (.*)$/gm,
    (_line, actual, expected) => `expect(${actual}).toEqual(${expected});`,
  );
  const before = expect.getState().assertionCalls;
  const names = [...Object.keys(api), 'vm', 'expect'];
  new Function(...names, body)(...Object.values(api), vm, expect);
  expect(expect.getState().assertionCalls).toBeGreaterThan(before);
});
