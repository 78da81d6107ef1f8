import { describe, expect, test } from 'vitest';
import { repairSource } from '../entry/repair-source.ts';
import { runBody } from '../testing/run-body.ts';
import { transform } from '../transform.ts';
import { entryPoint } from './entry-point.ts';
import { positions } from './positions.ts';

describe('entryPoint', () => {
  test.each([
    ['main is called', 'async function main() { return 1 }', 1, ['called-main']],
    ['main in a constant is called', 'const main = async () => 2; // end', 2, ['called-main']],
    ['what main gives is returned', 'async function main() { return 3 }\nmain();', 3, ['returned-main']],
    ['an awaited main too', 'async function main() { return 4 }\nawait main()', 4, ['returned-main']],
    ['a last name', 'const a = 5;\na', 5, ['returned-last-expression']],
    ['a last object', 'const a = 6;\n({ a }).a', 6, ['returned-last-expression']],
    ['a last call is left alone', 'const f = () => 7;\nf()', undefined, []],
    ['a return is enough', 'async function main() { return 8 }\nreturn 9', 9, []],
    ['a return in a branch too', 'const a = 1; if (a > 1) { return 2 }\na', undefined, []],
    ['export default', 'export default async function () { return 10 }', 10, ['export-default', 'called-main']],
    ['export default with a value', 'export default [11][0]', 11, ['export-default']],
    ['export of main', 'export async function main() { return 12 }', 12, ['export-keyword', 'called-main']],
    [
      'export default of a function by its name',
      'async function run() { return 15 }\nexport default run;',
      15,
      ['export-default', 'called-main'],
    ],
    [
      'export default of a function with a main of its own',
      'export default async () => { const main = async () => 38; return main() }',
      38,
      ['export-default', 'called-main'],
    ],
    [
      'export default of a function beside a main',
      'async function main() { return 39 }\nexport default () => main();',
      39,
      ['export-default', 'called-main'],
    ],
    ['export default of a value by its name', 'const list = [16];\nexport default list', [16], ['export-default']],
    ['export of the only function', 'export async function run() { return 17 }', 17, ['export-keyword', 'called-main']],
    ['export of a constant function', 'export const run = async () => 18;', 18, ['export-keyword', 'called-main']],
    [
      'other exports beside the default',
      'export const meta = { n: 19 };\nexport default async () => meta.n',
      19,
      ['export-keyword', 'export-default', 'called-main'],
    ],
    ['an export list', 'async function main() { return 20 }\nexport { main };', 20, ['export-keyword', 'called-main']],
    ['an async function at the end', '(async () => { return 21 })();', 21, ['returned-main']],
    ['an async function with a name', '(async function go() { return 22 })()', 22, ['returned-main']],
    ['an async function behind void', 'void (async () => 23)();', 23, ['returned-main']],
    ['an awaited async function', 'await (async () => 24)()', 24, ['returned-main']],
    ['a call of an async function', 'const run = async () => 25;\nrun();', 25, ['returned-main']],
    ['a chain', 'async function main() { return 26 }\nmain().catch((e) => e).finally(() => 1);', 26, ['returned-main']],
    ['a chain on a function at the end', '(async () => 27)().then((n) => n + 1)', 28, ['returned-main']],
    ['a call that is not the last', '(async () => 29)();\nlet a = 1;', undefined, []],
    ['a function that nothing calls', 'async () => { return 30 }', 30, ['called-main']],
    ['the same in brackets', '(async () => { return 31 });', 31, ['called-main']],
    ['a function that wants something', 'async (input) => input', undefined, []],
    ['a fence', 'Here you are:\n```js\nreturn 13\n```\nDone.', 13, ['markdown-fence']],
    ['a fence that is never closed', '```typescript\nconst a: number = 14;\nreturn a as never', 14, ['markdown-fence']],
    [
      'a fence behind one of another language',
      'Given\n```json\n{ "a": 1 }\n```\nthis does it:\n```js\nreturn 33\n```',
      33,
      ['markdown-fence'],
    ],
    ['a fence with JSX', '```tsx\nreturn 34\n```', 34, ['markdown-fence']],
    ['an exported type', 'export interface A { a: number }\nreturn 35', 35, ['export-keyword']],
    ['a list of exported types', 'interface A { a: number }\nexport type { A };\nreturn 36', 36, ['export-keyword']],
    ['the mark of a module', 'export {};\nconst a = 37;\nreturn a', 37, ['export-keyword']],
    ['an imported type', "import type { A } from './a';\nreturn 37", 37, ['type-import']],
    ['imported types', "import { type A, type B } from './a';\nreturn 40", 40, ['type-import']],
  ])('%s', async (_what, source, value, kinds) => {
    const { code, repairs, language } = transform(source, { plugins: [entryPoint(), positions()] });
    expect(repairs.map(({ kind }) => kind)).toEqual(kinds);
    if (language === 'js') expect((await runBody(code)).value).toEqual(value);
  });

  test('any last expression is the value when asked for', async () => {
    const { code } = transform('const f = () => 7;\nf()', { plugins: [entryPoint({ lastExpression: 'any' })] });
    expect((await runBody(code)).value).toBe(7);
  });
});

describe('repairSource keeps what it does not understand', () => {
  test.each([
    ['export const a = 1;\nreturn "x"'],
    ['export { a } from "b";\nreturn "x"'],
    ['export default 1;\nreturn "x"'],
    ['export const a = 1'],
    ['export default 1; export default 2'],
    ['import a from "b"; export default a'],
    ['import type { A } from "a";\nimport b from "b";\nreturn 1'],
    ['export function a() {}\nexport function b() {}'],
    ['export * from "a"'],
    ['#!/usr/bin/env node\nreturn 32'],
    ['export { a } from "a"'],
    ['```json\n{ "a": 1 }\n```\nThat is all.'],
    ['/*\n```js\nfoo()\n```\n*/\nreturn 1'],
    ['return `export default 1`'],
  ])('%j', (source) => {
    expect(repairSource(source)).toEqual({ source, repairs: [] });
  });
});
