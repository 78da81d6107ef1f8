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
    ['a namespace', 'const a: number = 1;\nf();\nnamespace N {\n export const n = null!.x }\nfunction f() {}', ['3:1']],
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
    [
      'the length of functions',
      'return [({ a }) => 1, ({ a }, b) => 1, (a, { b } = {}) => 1, ([a], ...[b]) => 1, (a = f(), b) => 1].map((f) => f.length).join()',
      '1,2,1,1,0',
    ],
    ['names that defaults give', 'const f = ({ a }, g = () => a) => g; return f({}).name', 'g'],
    [
      'defaults of patterns, in their order',
      'const log = []; const t = (x) => (log.push(x), x); const f = ({ a = t(1) } = t({}), [b = t(2)] = t([3]), c = t(a + b),) => [a, b, c]; return JSON.stringify([f(), log.length, f({ a: 5 }, [6], 7)])',
      '[[1,3,4],4,[5,6,7]]',
    ],
    [
      'null is no default',
      'const f = ({ a } = {}) => a; try { f(null); } catch (e) { return e instanceof TypeError }',
      true,
    ],
    [
      'rest patterns',
      'const f = (a, { b }, ...[c, ...d]) => [a, b, c, d.length]; return f(1, { b: 2 }, 3, 4, 5).join()',
      '1,2,3,2',
    ],
    [
      'closures of parameters do not see the body',
      'const x = "outer"; function f({ a }, g = () => x + a) { var x = "inner"; return g() + x } return f({ a: 1 })',
      'outer1inner',
    ],
    [
      'a var of the name of a parameter',
      'function f({ a }, b = [a].at(0)) { var a; var b; return [a, b] } return f({ a: 1 }).join()',
      '1,1',
    ],
    [
      'a function of the name of a parameter',
      'function f({ a }) { function a() { return 2 } return a() } return f({ a: 1 })',
      2,
    ],
    ['arguments', 'function f({ a }, b = a.c) { return arguments.length + arguments[0].a } return f({ a: 1 })', 2],
    [
      'this, super and new.target',
      'class A { m({ a }) { return this.n + a } } class B extends A { n = 1; constructor({ t } = {}, u = new.target.name) { super(); this.u = u } m({ a }, b = super.m({ a })) { return b + this.u } } return new B().m({ a: 2 })',
      '3B',
    ],
    ['setters', 'const o = { set x({ a }) { this.y = a } }; o.x = { a: 1 }; return o.y', 1],
    ['an arrow body on the next line', 'const f = ({ a }) =>\n  ({ b: a }); return f({ a: 1 }).b', 1],
    [
      'an arrow body that is all one call',
      'const f = (s, [k]) => s.split(k).join(s.at(0)); return f("abc", ["b"])',
      'aac',
    ],
    [
      'comments among parameters',
      'const f = (/* ( */ { a } /* ) */, /* , */ b = [a].at(0) /* = */, /* , */) /* => */ => /* { */ a + b; return f({ a: 1 })',
      2,
    ],
    [
      'parameters of generators fail at the call',
      'function* g(a = null.x) {} try { g() } catch { return "call" }',
      'call',
    ],
    [
      'and those of async functions in the promise',
      'async function f({ a }) {} const p = f(); return p.catch(() => "promise")',
      'promise',
    ],
    [
      'names between split runs',
      'function f() { var a = g(); function g() { return 1 } var b = g(); function g() { return 2 } return [a, b].join() } return f()',
      '2,2',
    ],
  ])('%s', async (_what, source, value) => {
    const { code } = transform(source, { plugins: [loopLimits(), positions()] });
    expect(await runBody(code)).toMatchObject({ value });
  });

  test('nor do those in typed parameters', async () => {
    const source = `
      interface Query { limit: number }
      class Shop {
        find<T extends Query>({ limit = 2 }: Partial<T> = {}, [first]: readonly number[] = [limit], ...rest: unknown[]): number {
          return limit + first! + rest.length;
        }
      }
      const twice = async ({ limit }: Query, by: number = [2].at(0)!): Promise<number> => limit * by;
      return [new Shop().find({ limit: 3 }, [4], 5), new Shop().find(), await twice({ limit: 4 })].join();`;
    const { code } = transform(source, { plugins: [stripTypes(), loopLimits(), positions()] });
    expect(await runBody(code)).toMatchObject({ value: '8,4,8' });
  });
});
