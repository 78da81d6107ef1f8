import { describe, expect, test } from 'vitest';
import { runBody } from '../testing/run-body.ts';
import { transform } from '../transform.ts';
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
    ['enum', 'const a = 1;\nenum Color { Red }', { line: 2, column: 1 }],
    ['namespace', 'namespace N { const a = 1; }', { line: 1, column: 1 }],
  ])('%s: a clear refusal', (word, source, location) => {
    let error: unknown;
    try {
      strip(source);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'UNSUPPORTED_TYPESCRIPT', location, message: expect.stringContaining(word) });
  });
});
