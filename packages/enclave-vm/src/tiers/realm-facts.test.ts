import { describe, expect, it } from 'vitest';
import { errorOf, resultOf, TIERS, useRunner } from './tiers.ts';

/** What a vm realm leaks by itself. Each case fails when the defence that it names is taken away. */
/** Node takes its promise hooks away a turn after the last who wanted them. */
const promiseHooksGone = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe.each(TIERS)('%s tier', (tier, create) => {
  const run = useRunner(create);
  const returns = async (code: string): Promise<unknown> => resultOf(await run(code));

  describe('import()', () => {
    it.each([
      ['plain', 'return import("fs")'],
      ['with a comment inside', 'return import/* x */("fs")'],
      ['over two lines', 'return import\n("fs")'],
      ['in a template', 'return `$' + '{import("fs")}`'],
      ['in a nested function', 'const f = async () => import("fs"); return f()'],
      ['in a default parameter', 'const f = (x = import("fs")) => x; return f()'],
      ['by phase', 'return import.source("fs")'],
      ['import.meta', 'return import.meta'],
    ])('%s is refused before anything runs', async (_, code) => {
      const outcome = await run(`console.log("ran");\n${code}`);
      expect(errorOf(outcome).code).toBe('VALIDATION_ERROR');
      expect(outcome.console).toEqual([]);
    });

    it('its word is harmless where it is no keyword', async () => {
      const code =
        '/* import("x") */ const o = { import: (x) => x }; return [o.import(1), "import(1)", /import\\(/.source, `import(`]';
      expect(await returns(code)).toEqual([1, 'import(1)', 'import\\(', 'import(']);
    });
  });

  it('asm.js is only a text: V8 would warn the host of it', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const code = `'use asm'; function f() { "use asm"; return 1 } return [f(), 'use asm', /^use asm$/.test('use asm'), \`use asm\`]`;
    expect(await returns(code)).toEqual([1, 'use asm', true, 'use asm']);
    await promiseHooksGone();
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  describe('stacks', () => {
    it.each([
      ['an error that the script makes', 'new Error("x")'],
      ['a subclass', 'new (class extends TypeError {})("x")'],
      ['an error of the engine', '(() => { try { null.x } catch (e) { return e } })()'],
      ['an error of a kernel function', '(await callTool(1).catch((e) => e))'],
    ])('%s has none', async (_, error) => {
      expect(await returns(`const e = ${error}; return [e instanceof Error, typeof e.stack]`)).toEqual([
        true,
        'undefined',
      ]);
    });

    it('the limit cannot be set, nor replaced, nor does setting it throw', async () => {
      const code = `
        Error.stackTraceLimit = 50;
        class Mine extends Error {}
        Mine.stackTraceLimit = 50;
        const defined = Reflect.defineProperty(Error, 'stackTraceLimit', { value: 50, configurable: true });
        const removed = Reflect.deleteProperty(Error, 'stackTraceLimit');
        return [defined, removed, typeof new Error('x').stack, typeof new Mine('x').stack, typeof new TypeError('x').stack];`;
      expect(await returns(code)).toEqual([false, false, 'undefined', 'undefined', 'undefined']);
    });

    it('captureStackTrace captures nothing and gives name and message', async () => {
      const code = `
        class Mine extends Error {
          constructor(m) { super(m); Error.captureStackTrace(this, Mine); this.name = 'Mine'; }
        }
        const plain = {};
        Error.captureStackTrace(plain);
        let refused = 'nothing';
        try { Error.captureStackTrace(1) } catch (e) { refused = e instanceof TypeError }
        const own = Reflect.getOwnPropertyDescriptor(plain, 'stack');
        return [new Mine('x').stack, plain.stack, refused, own.enumerable, String(Error.captureStackTrace)];`;
      expect(await returns(code)).toEqual(['Mine: x', 'Error', true, false, 'function () { [native code] }']);
    });

    it('the text of a stack is made when it is read first, as in Node', async () => {
      const code = `
        const seen = [];
        const caught = (make) => { const f = () => { throw make() }; try { f() } catch (e) { return e } };
        const late = caught(() => new Error('a'));
        late.name = 'Late'; late.message = 'b';
        seen.push(late.stack);
        late.message = 'c';
        seen.push(late.stack, Object.keys(late));
        let asked = 0;
        class Named extends Error { get name() { asked++; return 'Named' } }
        seen.push(caught(() => new Named('n')).stack, asked);
        const mine = caught(() => new Error('x'));
        mine.stack = 'mine';
        seen.push(mine.stack);
        seen.push(caught(() => Object.freeze(new Error('f'))).stack ?? 'none');
        const odd = caught(() => new Error('o'));
        odd.name = Symbol('s');
        seen.push(odd.stack);
        return seen;`;
      const traced = `const { trace } = __enclave_runtime;\n${code.replace('make() }', 'trace(make(), 1, 1) }')}`;
      const outcome = await run(traced, { program: { code: traced, instrumented: true } });
      expect(resultOf(outcome)).toEqual(['Late: b', 'Late: b', ['name'], 'Error: n', 0, 'mine', 'none', 'Error: o']);
    });

    it('prepareStackTrace never gets to see a frame', async () => {
      const code = `
        let called = 0;
        const spy = (error, frames) => { called++; return frames };
        Error.prepareStackTrace = spy;
        const defined = Reflect.defineProperty(Error, 'prepareStackTrace', { value: spy });
        const replaced = Reflect.set(globalThis, 'Error', { prepareStackTrace: spy, stackTraceLimit: 10 });
        const redefined = Reflect.defineProperty(globalThis, 'Error', { value: { prepareStackTrace: spy } });
        try { null.x } catch (e) { e.stack }
        new Error('x').stack;
        return [called, defined, replaced, redefined];`;
      expect(await returns(code)).toEqual([0, false, false, false]);
    });

    it('a symbol as name gives no error of the host', async () => {
      const code = `
        const e = new Error('x'); e.name = Symbol('n'); let caught = 'none';
        try { e.stack } catch (x) { caught = x instanceof TypeError ? 'guest' : 'foreign' }
        return caught;`;
      expect(await returns(code)).toBe('none');
    });

    it('near the stack limit every error is of the realm', async () => {
      const code = `
        const found = new Set();
        const probe = (e) => found.add(e instanceof Error);
        const dive = (n) => {
          try { new Error('x').stack } catch (e) { probe(e) }
          try { null.x } catch (e) { try { e.stack } catch (x) { probe(x) } probe(e) }
          try { callTool('t', { a: 1 }) } catch (e) { probe(e) }
          try { console.log({ a: [1] }) } catch (e) { probe(e) }
          dive(n + 1);
        };
        try { dive(0) } catch (e) { probe(e) }
        return [...found];`;
      const outcome = await run(code, {
        callTool: () => 1,
        limits: { maxToolCalls: 100_000, maxConsoleCalls: 100_000 },
      });
      expect(resultOf(outcome)).toEqual([true]);
    });

    it('an Error subclass sets its own name, code and message', async () => {
      const code = `
        class ApiError extends Error { constructor(m) { super(m); this.name = 'ApiError'; this.code = 'E1'; this.message += '!'; } }
        const e = new ApiError('x'), plain = new Error('y');
        plain.code = 5;
        return [e.name, e.code, e.message, String(e), e instanceof ApiError, Object.keys(e), plain.code, new Error('z').code];`;
      expect(await returns(code)).toEqual([
        'ApiError',
        'E1',
        'x!',
        'ApiError: x!',
        true,
        ['name', 'code'],
        5,
        undefined,
      ]);
    });
  });

  describe('code from strings', () => {
    it.each([
      ['Function', 'Function'],
      ['of an arrow', '(() => {}).constructor'],
      ['of an async function', '(async () => {}).constructor'],
      ['of a generator', '(function* () {}).constructor'],
      ['of an async generator', '(async function* () {}).constructor'],
      ['of callTool', 'callTool.constructor'],
      ['of a console method', 'console.log.constructor'],
      ['of a class', '(class {}).constructor'],
      ['of the global object', 'globalThis.constructor.constructor'],
    ])('%s is inert, called and constructed', async (_, expression) => {
      const code = `
        const C = ${expression}, results = [];
        for (const make of [() => C('return 1'), () => new C('return 1'), () => Reflect.construct(C, ['return 1'], Object)]) {
          try { make(); results.push('made') } catch (e) { results.push(e instanceof EvalError) }
        }
        return results;`;
      expect(await returns(code)).toEqual([true, true, true]);
    });

    it('functions know their constructor', async () => {
      const code =
        'const f = () => 1; return [f.constructor === Function, f instanceof Function, Function.name, Function.length, String(Function).includes("[native code]"), Object.getPrototypeOf(async () => {}).constructor.name]';
      expect(await returns(code)).toEqual([true, true, 'Function', 1, true, 'AsyncFunction']);
    });
  });

  describe('the wrapper', () => {
    it.each([
      ['a closed wrapper', '}); globalThis.evil = 1; (async function () {'],
      ['a second function', '}, function () {'],
      ['a closed arrow', '}); evil(); ((x) => async function () {'],
      ['an open comment', 'return 1 /*'],
      ['an open template', 'return `'],
      ['a hashbang', '#!/usr/bin/env node\nreturn 1'],
      ['sloppy code', 'with ({}) {}'],
      ['a legacy octal', 'return 010'],
      ['an import declaration', 'import fs from "fs"'],
      ['an early error', 'let a; let a;'],
    ])('%s is a syntax error', async (_, code) => {
      const error = errorOf(await run(code));
      expect([error.code, error.name]).toEqual(['VALIDATION_ERROR', 'SyntaxError']);
    });

    it.each([
      ['a comment at the end', 'return 1 // done', 1],
      ['an HTML comment', '<!-- nothing\n--> nothing\nreturn 1', 1],
      ['its own use of the parameter name', 'return typeof __enclave_runtime', 'undefined'],
      ['no arguments', 'return arguments.length', 0],
      ['no this', 'return this', undefined],
      ['strict mode', 'return (function () { return this })()', undefined],
    ])('%s', async (_, code, value) => {
      expect(await returns(code)).toBe(value);
    });

    it('arguments.callee and caller tell nothing', async () => {
      const code = `
        const out = [];
        for (const f of [() => arguments.callee, () => callTool.caller, () => callTool.arguments, () => (function g() { return g.caller })()]) {
          try { out.push(f() === null ? null : typeof f()) } catch (e) { out.push(e instanceof TypeError) }
        }
        return out;`;
      expect(await returns(code)).toEqual([true, true, true, true]);
    });
  });

  describe('time', () => {
    it.each([
      ['at once', 'for (;;);'],
      ['after an await', 'await 1; for (;;);'],
      ['in a then', 'Promise.resolve().then(() => { for (;;); }); await 1; await 1; await 1'],
      ['as a flood of microtasks', 'const f = () => Promise.resolve().then(f); await f()'],
      ['in a getter of the returned value', 'return { get x() { for (;;); } }'],
      ['in a toJSON', 'class A { toJSON() { for (;;); } } return new A()'],
      ['in a proxy trap', 'return new Proxy({}, { ownKeys() { for (;;); } })'],
      ['in the message of what is thrown', 'throw { get message() { for (;;); } }'],
      ['in an argument', 'await callTool("t", { get x() { for (;;); } })'],
      ['in what is logged', 'console.log(new Proxy({}, { getPrototypeOf() { for (;;); } }))'],
      ['in then of the returned value', 'return { then() { for (;;); } }'],
      ['after a tool call', 'await callTool("t"); for (;;);'],
    ])('an endless loop %s ends with TIMEOUT', async (_, code) => {
      const outcome = await run(code, { callTool: () => 1, limits: { timeout: 200 } });
      expect(errorOf(outcome).code).toBe('TIMEOUT');
    });

    it('a setter for the code of the watchdog error is never run', async () => {
      const code = `
        for (const proto of [Error.prototype, Object.prototype]) {
          try { Object.defineProperty(proto, 'code', { set() { for (;;); }, get() { return 'FORGED' }, configurable: true }) } catch {}
        }
        for (;;);`;
      expect(errorOf(await run(code, { limits: { timeout: 200 } })).code).toBe('TIMEOUT');
    });

    it('the next run works', async () => {
      expect(await returns('return 1 + 1')).toBe(2);
    });
  });

  describe('the host reads nothing but strings', () => {
    it.each([
      ['null', 'throw null', 'null'],
      ['undefined', 'throw undefined', 'undefined'],
      ['a symbol', 'throw Symbol("s")', 'Symbol(s)'],
      ['a string', 'throw "text"', 'text'],
      ['a function', 'throw function f() {}', '[Function: f]'],
      ['a frozen error', 'throw Object.freeze(new Error("cold"))', 'cold'],
      ['an object', 'throw { message: "m", code: "TIMEOUT" }', 'm'],
      ['a throwing getter', 'throw { get message() { throw 1 } }', '{ message: [Getter] }'],
      ['a revoked proxy', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy', '[unreadable]'],
      [
        'a message that is no string',
        'throw { message: { toString() { return "evil" } } }',
        '{ message: { toString: [Function: toString] } }',
      ],
    ])('a script may throw %s', async (_, code, message) => {
      const error = errorOf(await run(code));
      expect([error.code, error.message]).toEqual(['EXECUTION_ERROR', message]);
    });

    it("name, code and stack of an error are the guest's own affair", async () => {
      const code =
        'const e = new Error("x"); e.code = "TIMEOUT"; e.name = "EnclaveError"; e.toolName = "t"; e.trace = [1]; throw e';
      const error = errorOf(await run(code));
      expect(error).toEqual({ code: 'EXECUTION_ERROR', name: 'EnclaveError', message: 'x' });
    });

    it('a long message is cut', async () => {
      expect(errorOf(await run('throw new Error("x".repeat(1e6))')).message).toHaveLength(8192);
    });
  });

  it('a rejection that nobody handles changes nothing', async () => {
    const code = `
      Promise.reject({ get message() { throw 1 }, [Symbol.toPrimitive]() { throw 2 } });
      const p = Promise.reject(1); Object.setPrototypeOf(p, null);
      const q = Promise.reject(1); Object.setPrototypeOf(q, new Proxy({}, { getPrototypeOf() { for (;;); } }));
      (async () => { throw new Error('lost') })();
      (async function* () { throw 1 })().next();
      return 'fine';`;
    expect(await returns(code)).toBe('fine');
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('nothing lasts from one run to the next', async () => {
    await run(
      'globalThis.leak = 1; Array.prototype.map = () => "evil"; /(x)/.exec("x"); Symbol.for("k"); Object.assign(Math, { x: 1 })',
    );
    expect(await returns('return [typeof leak, [1].map((x) => x), RegExp.$1, typeof Math.x]')).toEqual([
      'undefined',
      [1],
      '',
      'undefined',
    ]);
  });

  it('locale and time zone of the host stay unknown', async () => {
    const before = process.env.TZ;
    process.env.TZ = 'Asia/Kolkata';
    try {
      const code = `
        const d = new Date(2024, 0, 15, 10, 30);
        return [d.getTime(), d.getHours(), d.getTimezoneOffset(), String(d), d.toLocaleString(), new Date('2024-01-15T10:30:00').getTime(),
          new Date('Jan 15, 2024 10:30').getTime(), new Date('Jan 15, 2024 10:30 GMT+0200').getTime(), Intl.DateTimeFormat().resolvedOptions().timeZone,
          new Intl.NumberFormat('xx').resolvedOptions().locale, (1234.5).toLocaleString(), d instanceof Date, Date.name,
          new Date(2024, 0, 15, 10, 30).setHours(0), 'I'.toLocaleLowerCase()];`;
      const utc = Date.UTC(2024, 0, 15, 10, 30);
      expect(await returns(code)).toEqual([
        utc,
        10,
        0,
        'Mon Jan 15 2024 10:30:00 GMT+0000 (Coordinated Universal Time)',
        '1/15/2024, 10:30:00 AM',
        utc,
        utc,
        utc - 7_200_000,
        'UTC',
        'en-US',
        '1,234.5',
        true,
        'Date',
        Date.UTC(2024, 0, 15, 0, 30),
        'i',
      ]);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it('no trick tells the time zone', async () => {
    const before = process.env.TZ;
    process.env.TZ = 'Asia/Tokyo';
    try {
      const code = `
        let reads = 0;
        const shifty = { get timeZone() { return reads++ === 0 ? undefined : undefined } };
        const twice = { get timeZone() { return reads++ % 2 === 0 ? 'UTC' : undefined } };
        const dates = ['2020-1-1', '1/2', '10:00 1-1-2020', '1 January 2020 (foo:UTC)', '+002020-01-01T00:00', '2020-01-01', '2020-01-01T00:00',
          '2020-01-01 00:00', 'Jan 1 2020 10:00 GMT+0900', 'Jan 1 2020 10:00 (EST)', '2020-01-01T00:00+09:00', '2020-01-01T00:00:00.5z', 'nonsense'];
        return {
          zones: [shifty, twice].map((options) => new Intl.DateTimeFormat('en', options).resolvedOptions().timeZone),
          parsed: dates.map((text) => Date.parse(text)),
          objects: [{ valueOf: () => '2020-01-01T00:00' }, new String('2020-01-01T00:00'), { [Symbol.toPrimitive]: () => 5 }, new Date(7), null, undefined]
            .map((value) => new Date(value).getTime()),
        };`;
      const zone = process.env.TZ;
      process.env.TZ = 'UTC';
      const day = Date.UTC(2020, 0, 1);
      const second = Date.parse('1/2');
      process.env.TZ = zone;
      const hour = 3_600_000;
      expect(resultOf(await run(code))).toEqual({
        zones: ['UTC', 'UTC'],
        parsed: [
          day,
          second,
          day + 10 * hour,
          day,
          day,
          day,
          day,
          day,
          day + hour,
          day + 10 * hour,
          day - 9 * hour,
          day + 500,
          Number.NaN,
        ],
        objects: [day, day, 5, 7, 0, Number.NaN],
      });
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it('STRICT has no clock', async () => {
    const code = `
      const out = [];
      for (const read of [() => Date.now(), () => new Date(), () => Date(), () => new Intl.DateTimeFormat().format(), () => new Intl.DateTimeFormat().formatToParts()]) {
        try { read(); out.push('told') } catch (e) { out.push(e instanceof TypeError) }
      }
      console.time('t'); console.timeEnd('t');
      return [...out, new Date(0).toISOString(), new Date('2024-01-01').getTime(), Date.UTC(2024, 0)];`;
    const outcome = await run(code, { level: 'STRICT' });
    const newYear = Date.UTC(2024, 0);
    expect(resultOf(outcome)).toEqual([true, true, true, true, true, '1970-01-01T00:00:00.000Z', newYear, newYear]);
    expect(outcome.console.map(({ text }) => text)).toEqual(['t: no clock at this security level']);
  });

  if (tier === 'vm') {
    it('refuses to run while promise hooks are active, before and in the middle of a run', async () => {
      const { createHook } = await import('node:async_hooks');
      const hook = createHook({ init() {} });
      const code =
        'console.log(Object.getOwnPropertySymbols(Promise.resolve()).length); await callTool("hook"); console.log("ran")';
      const callTool = () => void hook.enable();
      try {
        const middle = await run(code, { callTool });
        expect([errorOf(middle).code, middle.console.map(({ text }) => text)]).toEqual([
          'ISOLATION_UNAVAILABLE',
          ['0'],
        ]);
        const start = await run(code, { callTool });
        expect([errorOf(start).code, start.console]).toEqual(['ISOLATION_UNAVAILABLE', []]);
      } finally {
        hook.disable();
        await promiseHooksGone();
      }
      expect(resultOf(await run('return 1'))).toBe(1);
    });

    it('no store of the host hangs on a promise of the guest', async () => {
      const { AsyncLocalStorage } = await import('node:async_hooks');
      const storage = new AsyncLocalStorage<object>();
      const code = 'return Object.getOwnPropertySymbols(Promise.resolve()).length';
      const outcome = await storage.run({ secret: 1 }, () => run(code));
      // Before Node 24 the storage works with promise hooks.
      if (outcome.success) expect(outcome.value).toBe(0);
      else expect(outcome.error.code).toBe('ISOLATION_UNAVAILABLE');
      storage.disable();
      await promiseHooksGone();
      expect(resultOf(await run('return 1'))).toBe(1);
    });

    it('the host keeps its own unhandled rejections', async () => {
      const heard: unknown[] = [];
      const listeners = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection');
      process.on('unhandledRejection', (reason) => heard.push(reason));
      try {
        const pending = run('Promise.reject("guest"); await callTool("wait"); Promise.reject("guest"); return 1', {
          callTool: () => {
            void Promise.reject(new Error('host'));
            return new Promise((resolve) => setTimeout(resolve, 20));
          },
        });
        expect(resultOf(await pending)).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(heard).toEqual([new Error('host')]);
      } finally {
        process.removeAllListeners('unhandledRejection');
        for (const listener of listeners) process.on('unhandledRejection', listener);
      }
    });
  }
});
