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
    ['a fence', 'Here you are:\n```js\nreturn 13\n```\nDone.', 13, ['markdown-fence']],
    ['a fence that is never closed', '```typescript\nconst a: number = 14;\nreturn a as never', 14, ['markdown-fence']],
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
    ['export const a = 1'],
    ['export default 1; export default 2'],
    ['import a from "b"; export default a'],
    ['/*\n```js\nfoo()\n```\n*/\nreturn 1'],
    ['return `export default 1`'],
  ])('%j', (source) => {
    expect(repairSource(source)).toEqual({ source, repairs: [] });
  });
});
