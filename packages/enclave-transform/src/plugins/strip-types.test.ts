import { describe, expect, test } from 'vitest';
import { runBody } from '../testing/run-body.ts';
import { transform } from '../transform.ts';
import { loopLimits } from './loop-limits.ts';
import { positions } from './positions.ts';
import { stripTypes } from './strip-types.ts';

const strip = (source: string): string => transform(source, { plugins: [stripTypes()], language: 'ts' }).code;

describe('stripTypes', () => {
  test.each([
    [
      'annotations',
      'const sum = (xs: number[], o?: { a: 1 }): number => xs.length;',
      'const sum = (xs          , o           )         => xs.length;',
    ],
    ['as, satisfies, !', 'f(a as any, b satisfies B, c!);', 'f(a       , b            , c );'],
    ['generics', 'g<T>(new Map<string, T>(), t<X>`x`);', 'g   (new Map           (), t   `x`);'],
    [
      'properties called this',
      'const a: object = { this: 1, b(this: Foo) {} }; a.this = { ...a.this };',
      'const a         = { this: 1, b(         ) {} }; a.this = { ...a.this };',
    ],
    ['this parameter', 'function f(this: Foo, a: number) {}', 'function f(           a        ) {}'],
    ['definite assignment', 'let a!: string, b: number;', 'let a         , b        ;'],
    ['catch', 'try {} catch (e: unknown) {}', 'try {} catch (e         ) {}'],
    [
      'type only statements',
      'type A = 1; interface B { a: 1 }\ndeclare const c: number;',
      ';           ;                 \n;                       ',
    ],
    [
      'overloads',
      'function f(a: 1): 1;\nfunction f(a: 1) { return a }',
      ';                    \nfunction f(a   ) { return a }',
    ],
    [
      'class members',
      'class A implements I { private readonly a: 1 = 1; declare b: 2; abstract c(): void }'.replace(
        'class',
        'abstract class',
      ),
      '         class A              {                  a    = 1; ;           ;                 }',
    ],
    ['plain JavaScript', 'const a = b < c > (d)', 'const a = b < c > (d)'],
  ])('%s', (what, source, expected) => {
    const code = what === 'plain JavaScript' ? transform(source, { plugins: [stripTypes()] }).code : strip(source);
    const squeeze = (text: string): string => text.replace(/[ ;]+/g, ' ');
    expect(squeeze(code)).toBe(squeeze(expected));
    expect(code.length, 'nothing moves').toBe(source.length);
  });

  test.each([
    [
      'a type at the end of a line does not join it with the next',
      'const f = () => 7; let a = f as any\n;[1].map((x) => x); return a()',
      7,
    ],
    ['as before a bracket', 'let x = 1 as number\n(globalThis as any).y = 2\nreturn x', 1],
    ['a field before a computed one', "const k = 'k'; class A { a = 1\n readonly [k] = 2 }\nreturn new A().k", 2],
    ['a generator after a field', 'class A { a = 1\n public *b(): any { yield 3 } }\nreturn [...new A().b()][0]', 3],
    ['a return type over several lines', 'const f = (a: number): {\n b: number\n} => ({ b: a })\nreturn f(4).b', 4],
    ['an assertion in front', 'const f = () => <any>{ a: 5 }\nreturn f().a', 5],
    ['a broken assertion behind return', 'const f = () => { return <\nany\n>6 }\nreturn f()', 6],
    [
      'a parameter property',
      'class A { constructor(private readonly a: number, public b = 2) {} sum() { return this.a + this.b } }\nreturn new A(5).sum()',
      7,
    ],
    [
      'a parameter property behind super()',
      'class B {} class A extends B { constructor(readonly a: number) { super() } }\nreturn new A(8).a',
      8,
    ],
    ['an assigned cast', 'let a: unknown; (a as number) = 9; (<any>a) += 1; a!++; return a', 11],
  ])('%s', async (_what, source, value) => {
    expect(await runBody(strip(source))).toMatchObject({ value });
  });

  test.each([
    ['enum', "const a = 1;\nenum Color { Red = 'r', Blue }", { line: 2, column: 25 }],
    ['namespace', 'namespace N.M { export const a = 1; }', { line: 1, column: 1 }],
    ['namespace', 'const a = 1;\nnamespace N { export let b = a; }', { line: 2, column: 15 }],
    ['namespace', 'function f() {}\nnamespace f { export const b = 1; }', { line: 2, column: 1 }],
  ])('%s: a clear refusal', (word, source, location) => {
    let error: unknown;
    try {
      strip(source);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'UNSUPPORTED_TYPESCRIPT', location, message: expect.stringContaining(word) });
  });

  test.each(['@frozen class A {}', 'class A { @bound m() {} }'])(
    '%s: decorators are no part of the language',
    (source) => {
      expect(() => strip(source)).toThrow('This syntax is not part of the language.');
    },
  );

  test('an export outside of a namespace is a syntax error, whatever else there is', () => {
    expect(() => strip('export const a = 1; namespace N { export const b = 1 }')).toThrow("'import' and 'export'");
  });
});

describe('a namespace becomes an object', () => {
  test.each([
    [
      'constants and functions',
      'namespace N { const h = 2\nexport const a = h, b = 3; export function f() { return a } }\nreturn [N.a, N.b, N.f(), Object.keys(N)]',
      [2, 3, 2, ['f', 'a', 'b']],
    ],
    [
      'functions before they are written',
      'namespace N { export const a = N.f(); export function f(): number { return 4 } }\nreturn N.a',
      4,
    ],
    [
      'classes, enums and namespaces',
      'namespace N { export class C { v = 1 } export enum E { P = 2 } export namespace M { export const x: number = E.P }\nexport const y = M.x }\nreturn [new N.C().v, N.E.P, N.M.x, N.y]',
      [1, 2, 2, 2],
    ],
    [
      'types beside values',
      'namespace N { export interface I { a: N.T } export type T = number; export const a = 5 as T }\nconst i: N.I = { a: N.a }\nreturn i.a',
      5,
    ],
    [
      'overloads',
      'namespace N { export function f(a: string): string; export function f(a: any) { return a } }\nreturn N.f("6")',
      '6',
    ],
    [
      'nothing but types',
      'namespace N { export interface A {} export namespace M { export type B = 1 } }\ntype C = N.M.B\nreturn typeof N',
      'undefined',
    ],
    ['types, and a value of the same name', 'namespace N { export type T = 1 }\nconst N = 7\nreturn N', 7],
    ['without an export', 'namespace N { const a = 1 }\nreturn Object.keys(N)', []],
    ['over several lines', 'namespace N\n{\n  export const a = 8\n}\nreturn N.a', 8],
  ])('%s', async (_what, source, value) => {
    expect(await runBody(strip(source))).toMatchObject({ value });
  });
});

describe('an enum becomes an object', () => {
  test.each([
    ['numbers, both ways', 'enum E { A, B = 4, C }', { A: 0, B: 4, C: 5, 0: 'A', 4: 'B', 5: 'C' }],
    ['strings, one way', "enum E { A = 'a', B = `b` }", { A: 'a', B: 'b' }],
    ['const', 'const enum E { A = -1, B }', { A: -1, '-1': 'A', B: 0, 0: 'B' }],
    [
      'earlier members',
      'enum E { A = (1 << 0), B = 1 << 1, C = A | B, D = E.C + 1, }',
      flags(['A', 1], ['B', 2], ['C', 3], ['D', 4]),
    ],
    ['what is around it', "const w = 'four'; enum E { A = w.length as number, B }", flags(['A', 4], ['B', 5])],
    ['text of earlier text', `enum E { A = 'a', B = A + 'b' }`, { A: 'a', B: 'ab' }],
    ['a member of its own name', 'enum E { E = 2, B = E }', { E: 2, B: 2, 2: 'B' }],
    [
      'names that no variable has',
      "enum E { default, 'c d', arguments }",
      flags(['default', 0], ['c d', 1], ['arguments', 2]),
    ],
    ['nothing', 'enum E {}', {}],
  ])('%s', async (_what, source, value) => {
    expect(await runBody(strip(`${source}\nreturn JSON.stringify(E)`))).toMatchObject({ value: JSON.stringify(value) });
  });

  test('one that is declared elsewhere is erased', async () => {
    expect(await runBody(strip('declare enum E { A }\ndeclare const enum F { A }\nreturn typeof E'))).toMatchObject({
      value: 'undefined',
    });
  });

  test('its lines stay, and an error in it is placed', async () => {
    const plugins = [stripTypes(), loopLimits(), positions()];
    const source = 'const u: any = null;\nenum\n E // color\n{ A\n=\n1,\n B = u.x }';
    const { code, locate } = transform(source, { plugins });
    expect(code.split('\n')).toHaveLength(source.split('\n').length);
    const { trace } = await runBody(code);
    expect(locate(trace)?.location).toEqual({ line: 2, column: 1 });
  });

  test('a loop in it is counted', async () => {
    const source = 'enum E { A = ((n: number) => { while (n < 3) n++; return n })(0) }\nreturn E.A';
    const { code } = transform(source, { plugins: [stripTypes(), loopLimits()] });
    expect(await runBody(code)).toMatchObject({ value: 3, iterations: 3 });
  });
});

function flags(...members: [name: string, value: number][]): Record<string, unknown> {
  return Object.fromEntries(
    members.flatMap(([name, value]) => [
      [name, value],
      [value, name],
    ]),
  );
}
