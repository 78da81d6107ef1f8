import { Console } from 'node:console';
import { Writable } from 'node:stream';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { TIERS, useRunner } from './tiers.ts';

/** What Node prints, objects in one line each. */
function printedByNode(code: string): string {
  let text = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const inspectOptions = { compact: true, breakLength: Number.POSITIVE_INFINITY, depth: 3 };
  const console = new Console({ stdout, stderr: stdout, inspectOptions, colorMode: false });
  vm.runInThisContext(`(console) => {"use strict";${code}}`)(console);
  return text.slice(0, -1);
}

describe.each(TIERS)('console in the %s tier prints what Node prints', (_tier, create) => {
  const run = useRunner(create);

  it.each([
    ['texts', `console.log('a', ["b", "it's", 'say "hi"', 'both \\' and "', 'back\\\\slash "q"', 'two\\nlines'])`],
    ['keys', `console.log({ a: 1, valid_id: 2, $x: 3, 'with space': 4, 'a-b': 5, 7: 8 })`],
    ['classes', 'console.log(class A {}, class B extends Map {}, [class {}], new (class Point { x = 1; })())'],
    [
      'functions',
      'console.log(() => 1, function f() {}, async () => {}, [async function g() {}], { *i() {}, async *j() {} })',
    ],
    ['accessors', 'console.log({ get a() { return 1; }, set b(v) {}, get c() { return 1; }, set c(v) {} })'],
    ['regular expressions', 'console.log(/a+/gi, [/x/dgimsuy])'],
    [
      'bytes',
      'console.log(new Uint8Array([1, 2, 255]), [new Float64Array([1.5, -0])], new BigInt64Array([5n]), new Int8Array())',
    ],
    ['collections', "console.log(new Map(), new Set(), new Map([['a', { b: [1] }]]), [new Set(['x', 1])])"],
    ['nesting', 'console.log({ a: { b: { c: { d: { e: 1 } } } } }, [[[[[1]]]]])'],
    ['templates', "console.log('%s is %d and %i, %f %O %%', 'Bob', 42.5, 42.9, '1.5', [1], 'rest', 5)"],
    [
      'a group over lines',
      "console.group('G'); console.log('one\\ntwo'); console.group(); console.log({ a: 1 }); console.groupEnd(); console.groupEnd(); console.log('out')",
    ],
    ['a table of records', "console.table([{ id: 1, name: 'Ada' }, { id: 2, name: 'Bob', extra: { a: 1 } }])"],
    ['a table of lists', 'console.table([[1, 2], [3, 4, 5]])'],
    ['a table of values', "console.table(['x', 2, { a: null }])"],
    ['a table of an object', 'console.table({ a: { x: 1 }, b: { x: undefined } })'],
    ['a table with columns', "console.table([{ a: 1, b: 2 }], ['b', 'c'])"],
    ['an empty table', 'console.table([])'],
    ['no table', "console.table('text'); console.table(5)"],
  ])('%s', async (_what, code) => {
    const { console } = await run(code);
    expect(console.map(({ text }) => text).join('\n')).toBe(printedByNode(code));
  });

  it('an error with what the script put on it', async () => {
    const code = `
      const error = Object.assign(new TypeError('no', { cause: new Error('why') }), { code: 'E1', detail: { a: [1] } });
      error.name = 'Mine';
      console.log(error, [new Error('plain')], new AggregateError([new Error('a')], 'many'));`;
    expect((await run(code)).console.map(({ text }) => text)).toEqual([
      "[Mine: no] { code: 'E1', detail: { a: [ 1 ] }, [cause]: [Error: why] } [ [Error: plain] ] [AggregateError: many] { [errors]: [ [Error: a] ] }",
    ]);
  });
});
