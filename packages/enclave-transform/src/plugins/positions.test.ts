import { describe, expect, test } from 'vitest';
import { runBody } from '../testing/run-body.ts';
import { transform } from '../transform.ts';
import { loopLimits } from './loop-limits.ts';
import { positions } from './positions.ts';
import { stripTypes } from './strip-types.ts';

/** Where an error came from, innermost function first, as `name line:column`. */
async function stackOf(source: string): Promise<string[]> {
  const { code, locate } = transform(source, { plugins: [stripTypes(), loopLimits(), positions()] });
  const { trace } = await runBody(code);
  return (locate(trace)?.stack ?? []).map(({ functionName, line, column }) =>
    `${functionName} ${line}:${column}`.trim(),
  );
}

describe('an error says where V8 says', () => {
  test.each([
    ['throw new', 'const a = 1;\n  throw new Error("x");', ['2:9']],
    ['a missing member', 'const u = {};\n  u.x.y;', ['2:7']],
    ['a call of nothing', 'const u = {};\n u.x();', ['2:4']],
    ['an engine error in a callback', '[1].map((x) => x.y.z);', ['1:20', '1:5']],
    ['a chain over lines', 'const n = []\n  .find(Boolean)\n  .name;', ['3:4']],
    ['an argument', 'let u;\nMath.max(1,\n  u.x);', ['3:5']],
    ['the call behind an argument that calls', 'const f = (x) => x;\nconst o = {};\no.g(f(1));', ['3:3']],
    [
      'async functions',
      'async function f() { null.x }\nasync function g() {\n await f() }\nawait g()',
      ['f 1:27', 'g 3:8', '4:7'],
    ],
    ['a returned promise', 'const f = async () => { throw new Error("x") };\nreturn f()', ['f 1:31', '2:8']],
    ['a generator', 'function* g() { yield 1; null.x }\nfor (const x of g()) {\n x; }', ['g 1:31', '2:17']],
    [
      'methods and constructors',
      'class A { constructor() {\n this.x = null.y } static s() { return new A() } }\nA.s()',
      ['new A 2:16', 'A.s 2:40', '3:3'],
    ],
    ['a field', 'class A { x = null.y }\nnew A()', ['new A 1:20', '2:1']],
    ['a static block', 'class A { static {\n null.x } }', ['static A 2:7', '1:1']],
    ['types', 'const f = (a: { b: { c: number } }): number => a.b.c;\nf({} as any);', ['f 1:52', '2:1']],
    ['a name that is not there', 'const a = {\n b: 1,\n c: missing };', ['3:5']],
    ['a getter', 'const o = { get a() { throw new Error("q") } };\no.a', ['get a 1:29', '2:3']],
    ['optional chains', 'const o = { a: 1 };\no?.a.b.c;', ['2:7']],
    ['a switch case', 'switch (1) {\n case null.x: }', ['2:12']],
    ['loops', 'for (const x of [1, 2]) {\n if (x === 2) null.x; }', ['2:20']],
  ])('%s', async (_what, source, stack) => {
    expect(await stackOf(source)).toEqual(stack);
  });
});

describe('an error keeps its origin', () => {
  test('when it is thrown again', async () => {
    expect(await stackOf('function f() {\n try { null.x } catch (e) {\n throw e } }\nf()')).toEqual(['f 2:13', '4:1']);
  });

  test('when it was made elsewhere', async () => {
    expect(await stackOf('const make = () => new Error("m");\nconst e = make();\nthrow e;')).toEqual([
      'make 1:20',
      '3:1',
    ]);
  });

  test('when it becomes the cause of another, or one of several', async () => {
    const source =
      'try { try {\n null.x } catch (e) { throw new Error("outer", { cause: e }) } } catch (e) { note(e); note(e.cause) }';
    const { code } = transform(source, { plugins: [positions()] });
    expect(code.match(/__enclave_trace\(e,/g), 'each is noted where it is caught').toHaveLength(2);
  });
});

describe('positions change nothing that a program can see', () => {
  test.each([
    [
      'messages of the engine',
      'const u = {}; try { u.a.b.c() } catch (e) { return e.message }',
      "Cannot read properties of undefined (reading 'b')",
    ],
    [
      'messages that quote the source',
      'const u = { a: {} }; try { u.a.b(1, [2].map((x) => x)) } catch (e) { return e.message }',
      'u.a.b is not a function',
    ],
    ['functions that share a name with a var', 'function f() { return 1 } var f; return f()', 1],
    ['two functions of one name', 'function f() { return 1 } function f() { return 2 } return f()', 2],
    [
      'names of functions',
      'const f = () => null.x, o = { m: (a) => a.b }; return [f.name, o.m.name, o.m.length].join()',
      'f,m,1',
    ],
    [
      'this in chains',
      'const o = { n: 5, f() { return this }, g(x) { return this.n + x } }; return o.f().g(o.f().n)',
      10,
    ],
    ['optional chains', 'const o = { f: undefined }; return [o.f?.().x.y, o?.f?.g(null.x)].length', 2],
    ['lines without semicolons', 'const a = [1]\nconst b = a\na.map((x) => x)\n;[2].map((x) => x)\nreturn b[0]', 1],
    [
      'labels',
      'let n = 0\na: for (const x of [1, 2]) b: while (true) { n += [x].at(0); if (n > 2) break a; continue a }\nreturn n',
      3,
    ],
  ])('%s', async (_what, source, value) => {
    const { code } = transform(source, { plugins: [loopLimits(), positions()] });
    expect(await runBody(code)).toMatchObject({ value });
  });
});
