import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { TransformError } from '../errors.ts';
import { runBody } from '../testing/run-body.ts';
import { transform } from '../transform.ts';
import { loopLimits } from './loop-limits.ts';

const body = (source: string): string => transform(source, { plugins: [loopLimits()] }).code;
const script = (source: string, max: number): string =>
  transform(source, { sourceType: 'script', plugins: [loopLimits({ max })] }).code;

describe('counting', () => {
  test.each([
    ['for', 'for (let i = 0; i < 5; i++) ;'],
    ['while', 'let i = 0; while (i < 5) i++'],
    ['do-while', 'let i = 0; do i++; while (i < 5)'],
    ['for-in', 'for (const k in { a: 1, b: 2, c: 3, d: 4, e: 5 }) {}'],
    ['for-of', 'for (const x of [1, 2, 3, 4, 5]) continue'],
    ['for-await', 'for await (const x of [1, 2, 3, 4, 5]) { }'],
    [
      'labelled continue',
      'a: for (let i = 0; i < 2; i++) for (let j = 0; j < 9; j++) if (j === 1 || i) continue a;'.replace(
        '|| i',
        '|| i === 1',
      ),
    ],
    ['generator', 'function* g() { for (let i = 0; i < 5; i++) yield i } [...g()]'],
    ['static block', 'class C { static { for (let i = 0; i < 5; i++) ; } }'],
    ['default parameter', '(function (a = (() => { let i = 0; while (i < 5) i++; })()) {})()'],
    ['field', 'new (class { f = (() => { for (let i = 0; i < 5; i++) ; })() })'],
  ])('%s', async (_form, source) => {
    expect(await runBody(body(source))).toMatchObject({ iterations: 5 });
  });

  test('the limit is exact, over all loops of a run together', async () => {
    const source =
      'for (let i = 0; i < 3; i++) ; const f = () => { let i = 0; while (i < 3) i++; }; f(); return "done"';
    expect(await runBody(body(source), { maxIterations: 6 })).toMatchObject({ value: 'done', iterations: 6 });
    expect(await runBody(body(source), { maxIterations: 5 })).toMatchObject({ exceeded: true, iterations: 6 });
  });

  test.each([
    ['a test', 'while (went.on()) ;', 4],
    ['an update', 'for (let i = 0; ; i++, went.on()) ;', 3],
    ['the test of do-while', 'do ; while (went.on())', 3],
    ['what follows', 'for (;;) ; went.on()', 0],
    ['what follows a label', 'a: b: for (;;) { continue a } went.on()', 0],
    ['what follows in the loop around', 'for (;;) { for (;;) ; went.on() }', 0],
    ['what follows a branch', 'if (true) while (true) ; else went.on()\nwent.on()', 0],
    ['what follows a do-while on its line', 'if (true) do ; while (true) went.on()', 0],
    ['closing an iterator', 'for (const x of went.forever()) ; went.on()', 0],
  ])('at the limit %s does not run again', async (_what, source, times) => {
    let count = 0;
    const went = {
      on: () => ++count,
      forever: () => ({ [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => undefined }) }),
    };
    const outcome = await runBody(body(source), { maxIterations: 3, globals: { went } });
    expect(outcome).toMatchObject({ exceeded: true, iterations: 4, error: { message: 'limit' } });
    expect(count).toBe(times);
  });

  test('a limit of the plugin wins over the one of the runner', async () => {
    const { code } = transform('for (;;) ;', { plugins: [loopLimits({ max: 2 })] });
    expect(await runBody(code)).toMatchObject({ exceeded: true, iterations: 3 });
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is no limit', (max) => {
    expect(() => loopLimits({ max })).toThrow(TransformError);
  });
});

describe('a guest cannot see, reset, shadow or outrun its counter', () => {
  const RESERVED = { code: 'RESERVED_NAME' };
  test.each([
    ['reads it', 'return __enclave_n'],
    ['resets it', 'for (;;) { __enclave_n = 0 }'],
    ['resets it in escapes', 'for (;;) { \\u005f_enclave_n = 0 }'],
    ['shadows it', 'for (;;) { let __enclave_n = -1e9 }'],
    ['redeclares what ends the run', 'function __enclave_exceeded() {} for (;;) ;'],
    ['catches into it', 'try { throw -1e9 } catch (__enclave_n) { for (;;) ; }'],
    ['names a parameter so', '((__enclave_n) => { for (;;) ; })(-1e9)'],
    ['names a label so', '__enclave_n: for (;;) continue __enclave_n'],
    ['reaches the runtime', '__enclave_runtime.exceeded = () => {}; for (;;) ;'],
    ['destructures into it', '({ a: __enclave_n } = { a: 0 })'],
  ])('%s: refused', (_attack, source) => {
    let error: unknown;
    try {
      body(source);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject(RESERVED);
  });

  test.each([
    ['swallows the error and goes on', 'for (;;) { try { for (;;) ; } catch { went.on() } }'],
    ['leaves by finally', 'const f = () => { try { for (;;) ; } finally { went.on(); return 1; } }; f(); went.on()'],
    ['continues from finally', 'a: for (;;) { try { for (;;) ; } finally { went.on(); continue a; } }'],
    ['catches in a promise', 'try { await (async () => { for (;;) ; })() } catch { went.on() }'],
    [
      'catches in a generator',
      'function* g() { try { for (;;) ; } catch { went.on(); yield 1 } } for (const x of g()) went.on()',
    ],
    ['patches what an error is', 'RangeError = class { constructor() { went.on() } }; for (;;) ;'],
    ['patches built-ins', 'Number.prototype.valueOf = () => 0; Object.prototype.max = 1e9; for (;;) ;'],
    [
      'counts in many closures',
      'const spin = () => { for (let i = 0; i < 60; i++) ; }; spin(); spin().catch(() => {}); went.on()',
    ],
    ['recurses between loops', 'const f = (d) => { for (const x of [1]) f(d + 1) }; f(0); went.on()'],
    ['loops in a getter', 'const o = { get x() { for (;;) ; } }; try { o.x } catch { went.on() }'],
    ['loops in valueOf', 'const o = { valueOf() { for (;;) ; } }; try { +o } catch { went.on() }'],
  ])('%s: ended', async (_attack, source) => {
    let wentOn = false;
    const went = {
      on: () => {
        wentOn = true;
      },
    };
    const outcome = await runBody(body(source), { maxIterations: 100, globals: { went } });
    expect(outcome).toMatchObject({ exceeded: true, iterations: 101 });
    expect(wentOn).toBe(false);
  });
});

describe('script', () => {
  const run = (code: string, context = vm.createContext(vm.constants.DONT_CONTEXTIFY)): unknown =>
    vm.runInContext(code, context);

  test('is self-contained and ends with a RangeError of its realm', () => {
    expect(run(script('var n = 0; for (;;) { n++; if (n === 10) break } n', 10))).toBe(10);
    expect(() => run(script('for (;;) ;', 10))).toThrow('The script made more than 10 loop iterations.');
    expect(run(`try { ${script('for (;;) ;', 10)} } catch (e) { e instanceof RangeError }`)).toBe(true);
  });

  test('keeps var and function global, in sloppy and in strict mode', () => {
    for (const prologue of ['', '"use strict";']) {
      const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
      run(script(`${prologue} var a = 1; function f() { while (true) return a } let b = 2`, 10), context);
      expect(run('[globalThis.a, globalThis.f(), globalThis.b, b].join()', context)).toBe('1,1,,2');
    }
  });

  test('leaves nothing on the global object', () => {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    const before = run('Object.getOwnPropertyNames(globalThis).join()', context);
    run(script('for (let i = 0; i < 3; i++) ;', 10), context);
    expect(run('Object.getOwnPropertyNames(globalThis).join()', context)).toBe(before);
  });

  test('two of them, even of one source, live in one realm, each with a count of its own', () => {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    const source = 'for (let i = 0; i < 7; i++) ;';
    run(script(source, 10), context);
    expect(() => run(script(source, 10), context)).not.toThrow();
  });

  test('a function that outlives the script goes on being counted', () => {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    run(script('function spin(n) { for (let i = 0; i < n; i++) ; }', 10), context);
    run('spin(10)', context);
    expect(() => run('spin(1)', context)).toThrow('more than 10');
  });

  test('what swallows the error goes on no further than to the next catch, finally or loop', () => {
    expect(() => run(script('try { for (;;) ; } catch { 1 }', 10))).toThrow('more than 10');
    expect(() => run(script('a: { try { for (;;) ; } finally { break a } }', 10))).toThrow('more than 10');
  });

  test.each([
    ['in an executor', 'new Promise(() => { for (;;) ; }).catch(() => {}); went.on()'],
    ['in an async function', 'async function spin() { for (;;) ; } spin().catch(() => {}); went.on()'],
    [
      'in an async function of a function',
      'const f = () => { (async () => { for (;;) ; })().catch(() => {})\nwent.on() }; f()',
    ],
    ['and says so in a handler', 'new Promise(() => { for (;;) ; }).catch(() => went.on()).catch(() => {})'],
    [
      'and says so in the next handler',
      'Promise.resolve().then(() => { for (;;) ; }).catch(() => { went.on() }).catch(() => {})',
    ],
    ['in a switch', 'switch (1) { case 1: new Promise(() => { for (;;) ; }).catch(() => {}); default: went.on() }'],
    ['in a block', 'if (true) { (async () => { while (true) ; })().catch(() => {}); went.on() }'],
    [
      'and goes on later',
      'setTimeout = (f) => Promise.resolve().then(f).catch(() => {}); setTimeout(() => { went.on() }); (async () => { for (;;) ; })().catch(() => {})',
    ],
  ])('a promise that takes the error %s does not let the script go on', async (_where, source) => {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    const went = run('globalThis.went = { count: 0, on() { this.count++ } }', context) as { count: number };
    try {
      run(script(source, 10), context);
    } catch (error) {
      expect(error).toHaveProperty('message', 'The script made more than 10 loop iterations.');
    }
    await setImmediate();
    expect(went.count).toBe(0);
  });

  test('a script that has no promises is checked in its loops only', () => {
    expect(script('for (const x of [1]) f(x); f(2); f(3)', 10).match(/_check_/g)).toHaveLength(2);
  });

  test('gives the same completion value', () => {
    for (const source of [
      '1; while (false) ;',
      'var i = 0; do { i++; i * 10 } while (i < 3)',
      '1; try { throw 2 } catch (e) { }',
      'for (var x of [1, 2]) { x; continue }',
      '5; do { 6; break } while (true)',
      'a: for (;;) { 7; break a }',
      '1; do { } while (false)',
      'for (var k in { a: 1 }) k',
      '8; for (;;) break',
      '9; do { try { break } finally { 2 } } while (1)',
      'Promise.resolve(); 10; String(1); var v; function f() {} for (;;) break',
      'typeof Promise; 1; { Number(1); let a } for (;;) break',
      'Promise.resolve()\nvar f = () => ({ a: [1].map((x) => x) })\nfor (;;) break; f().a[0]',
      'if (true) while (false) ; else 1',
      '1; a: b: do { 2; continue a } while (false)',
      'var n = 0; for (;;) { n++; if (n > 2) break; n }',
      'a: for (;;) { for (;;) { 3; break a } }',
      'a: { Promise.resolve(); switch (1) { case 1: 5; Number(2); break a } }',
    ]) {
      expect(run(script(source, 1000)), source).toBe(run(source));
    }
  });

  test('needs a limit', () => {
    expect(() => transform('1', { sourceType: 'script', plugins: [loopLimits()] })).toThrow('"max" must be given');
  });
});
