import { describe, expect, it } from 'vitest';
import { errorOf, resultOf, TIERS, useRunner } from './tiers.ts';

const never = () => new Promise(() => {});
const later = <T>(value: T, ms = 10) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

describe.each(TIERS)('%s tier', (_, create) => {
  const run = useRunner(create);

  describe('each budget ends the run with its own code', () => {
    it.each([
      ['TIMEOUT', 'await callTool("never")', { timeout: 100 }],
      ['TIMEOUT', 'for (;;);', { timeout: 100 }],
      ['CPU_TIMEOUT', 'for (;;);', { timeout: 5_000, cpuTimeout: 100 }],
      ['TOOL_TIMEOUT', 'await callTool("never")', { toolTimeout: 50 }],
      ['MAX_TOOL_CALLS', 'for (let i = 0; i < 4; i++) await callTool("one")', { maxToolCalls: 3 }],
      [
        'MAX_TOOL_CALLS',
        'await Promise.all([1, 2, 3, 4].map(() => callTool("one").catch(() => 0)))',
        { maxToolCalls: 3 },
      ],
      ['MAX_CONSOLE_CALLS', 'for (let i = 0; i < 4; i++) console.log(i)', { maxConsoleCalls: 3 }],
      ['MAX_CONSOLE_CALLS', 'for (;;) try { console.log(1) } catch { break }', { maxConsoleCalls: 3 }],
      [
        'MAX_CONSOLE_CALLS',
        'const { get } = Object.getOwnPropertyDescriptor(globalThis, "console"); for (let i = 0; i < 2000; i++) get().log(i)',
        { maxConsoleCalls: 3 },
      ],
      ['OUTPUT_LIMIT_EXCEEDED', 'console.log("x".repeat(200))', { maxConsoleOutputBytes: 100 }],
      ['OUTPUT_LIMIT_EXCEEDED', 'console.log("\\u20ac".repeat(50))', { maxConsoleOutputBytes: 100 }],
      ['RESULT_TOO_LARGE', 'return "x".repeat(200)', { maxResultBytes: 100 }],
      ['RESULT_TOO_LARGE', 'return "\\u20ac".repeat(50)', { maxResultBytes: 100 }],
      ['RESULT_TOO_LARGE', 'return new Array(1e6)', { maxResultBytes: 1_000 }],
      ['TOOL_PAYLOAD_TOO_LARGE', 'await callTool("one", "x".repeat(200))', { maxToolPayloadBytes: 100 }],
      ['TOOL_PAYLOAD_TOO_LARGE', 'await callTool("big")', { maxToolPayloadBytes: 100 }],
      ['STACK_LIMIT_EXCEEDED', 'const f = () => f(); f()', {}],
      ['MEMORY_LIMIT_EXCEEDED', '"x".repeat(2 ** 30)', {}],
      ['DEADLOCK', 'await new Promise(() => {})', {}],
      ['EXECUTION_ERROR', 'throw new RangeError("Invalid string length")', {}],
      ['EXECUTION_ERROR', 'throw new RangeError("Maximum call stack size exceeded")', {}],
      ['EXECUTION_ERROR', 'throw { __proto__: RangeError.prototype, message: "Invalid string length" }', {}],
      [
        'EXECUTION_ERROR',
        'throw { __proto__: RangeError.prototype, message: "Invalid string length", [Symbol.toStringTag]: "Error" }',
        {},
      ],
      [
        'EXECUTION_ERROR',
        'try { "x".repeat(-1) } catch (e) { throw new Proxy(e, { get: () => "Invalid string length" }) }',
        {},
      ],
    ] as const)('%s: %s', async (code, source, limits) => {
      const callTool = ({ name }: { name: string }) =>
        name === 'never' ? never() : name === 'big' ? 'x'.repeat(200) : 1;
      expect(errorOf(await run(source, { limits, callTool })).code).toBe(code);
    });

    it('waiting for tools is no CPU time', async () => {
      const code = 'for (let i = 0; i < 5; i++) await callTool("wait"); return "done"';
      const outcome = await run(code, { callTool: () => later(1, 60), limits: { cpuTimeout: 250, timeout: 5_000 } });
      expect(resultOf(outcome)).toBe('done');
      expect(outcome.stats.cpuTime).toBeLessThan(250);
    });

    it('a deadlock is reported at once', async () => {
      const outcome = await run('await callTool("one"); await new Promise(() => {})', { callTool: () => 1 });
      expect(errorOf(outcome).code).toBe('DEADLOCK');
      expect(outcome.stats.duration).toBeLessThan(2_000);
    });

    it.each([
      [
        'calls made while arguments are read',
        'MAX_TOOL_CALLS',
        'const nest = (depth) => callTool("one", { get a() { if (depth > 0) nest(depth - 1); return 1 } }); nest(20);',
      ],
      [
        'entries made while others are printed',
        'OUTPUT_LIMIT_EXCEEDED',
        `const nest = (depth) => console.log(new Proxy([1], { getOwnPropertyDescriptor(target, key) {
          if (depth > 0 && key === '0') { depth--; nest(depth) }
          return Reflect.getOwnPropertyDescriptor(target, key);
        } }), 'x'.repeat(400)); nest(20);`,
      ],
    ])('%s count', async (_, code, text) => {
      const limits = { maxToolCalls: 3, maxConsoleOutputBytes: 1_000 };
      const outcome = await run(text, { callTool: () => 1, limits });
      expect(errorOf(outcome).code).toBe(code);
      expect(outcome.stats.toolCallCount).toBeLessThanOrEqual(3);
      expect(outcome.stats.consoleBytes).toBeLessThanOrEqual(1_000);
    });

    it('what the script had said before stays in the outcome', async () => {
      const outcome = await run('console.log("before"); for (let i = 0; i < 4; i++) await callTool("one", { i })', {
        callTool: () => 1,
        limits: { maxToolCalls: 3 },
      });
      expect(outcome.console.map(({ text }) => text)).toEqual(['before']);
      expect(outcome.toolCalls.map(({ state }) => state)).toEqual(['succeeded', 'succeeded', 'succeeded']);
      expect(outcome.stats).toMatchObject({ toolCallCount: 3, consoleCallCount: 1, consoleBytes: 6 });
    });
  });

  describe('instrumented code', () => {
    const program = { instrumented: true };
    const prologue =
      'const { maxIterations: max, exceeded, counter, trace } = __enclave_runtime; let n = 0; counter(() => n);';

    it('MAX_ITERATIONS is final, whoever catches the error, and tells where', async () => {
      const code = `${prologue}
        const loop = () => { try { for (;;) { if (++n > max) exceeded(); } } catch (e) { throw trace(e, 2, 7) } };
        try { loop() } catch (e) { trace(e, 1, 3) }
        await callTool('late'); return 'survived';`;
      const called: string[] = [];
      const outcome = await run(code, {
        program,
        limits: { maxIterations: 100 },
        callTool: ({ name }) => called.push(name),
      });
      expect(errorOf(outcome)).toMatchObject({ code: 'MAX_ITERATIONS', trace: [2, 7, 1, 3] });
      expect(called).toEqual([]);
      expect(outcome.stats.iterationCount).toBe(101);
    });

    it('iterations are counted up to the end', async () => {
      const outcome = await run(`${prologue} for (let i = 0; i < 42; i++) n++; return n`, { program });
      expect([resultOf(outcome), outcome.stats.iterationCount]).toEqual([42, 42]);
    });

    it('only the first counter counts, and it may misbehave', async () => {
      const code = '__enclave_runtime.counter(() => { throw 1 }); __enclave_runtime.counter(() => 5); return 1';
      const outcome = await run(code, { program });
      expect([resultOf(outcome), outcome.stats.iterationCount]).toEqual([1, 0]);
    });

    it('an error has its trail, a cause its own, a primitive the last one', async () => {
      const trace = '__enclave_runtime.trace';
      const object = await run(
        `const c = new TypeError('in'); ${trace}(c, 9, 1); const e = new Error('x', { cause: c }); ${trace}(e, 1, 2); ${trace}(e, 0, 5); throw e`,
        { program },
      );
      expect(errorOf(object)).toMatchObject({
        trace: [1, 2, 0, 5],
        cause: { name: 'TypeError', message: 'in', trace: [9, 1] },
      });
      const primitive = await run(`${trace}('a', 1, 1); ${trace}('b', 2, 2); ${trace}('b', 3, 3); throw 'b'`, {
        program,
      });
      expect(errorOf(primitive).trace).toEqual([2, 2, 3, 3]);
      const many = await run(`const e = new Error('x'); for (let i = 0; i < 1e4; i++) ${trace}(e, i, i); throw e`, {
        program,
      });
      expect(errorOf(many).trace).toHaveLength(200);
    });

    it('an error that leaves a trail has its text for a stack', async () => {
      const code = `
        const { trace } = __enclave_runtime;
        const caught = (make) => { try { make() } catch (e) { trace(e, 0, 0); return e } };
        class Mine extends Error { name = 'Mine' }
        class Odd extends Error { get name() { throw 1 } }
        const set = new Error('x'); set.stack = 'mine';
        return [caught(() => null.x), caught(() => { throw new Mine('m') }), caught(() => { throw new Odd('o') }), trace(set, 0, 0),
          trace(Object.freeze(new Error('f')), 0, 0), trace({ stack: undefined }, 0, 0)].map((e) => e.stack);`;
      expect(resultOf(await run(code, { program }))).toEqual([
        "TypeError: Cannot read properties of null (reading 'x')",
        'Mine: m',
        'Error: o',
        'mine',
        undefined,
        undefined,
      ]);
    });

    it('the trails of a tree of errors fit into the record of what was thrown', async () => {
      const code = `
        const made = () => { const e = new Error('x'); for (let i = 0; i < 100; i++) __enclave_runtime.trace(e, 4e9 + i, 4e9); return e };
        const level = (below) => Array.from({ length: 10 }, () => Object.assign(made(), { errors: below }));
        throw Object.assign(made(), { errors: level(level(level([]))) })`;
      const { code: reached, errors = [] } = errorOf(await run(code, { program }));
      expect([reached, errors[0]?.trace?.length]).toEqual(['EXECUTION_ERROR', 200]);
    });

    it('a proxy that throws when it is looked at stays what was thrown', async () => {
      const code = `
        const thrower = () => { try { throw make() } catch (e) { throw __enclave_runtime.trace(e, 1, 1) } };
        const make = () => new Proxy({}, { get: thrower, getOwnPropertyDescriptor: thrower, getPrototypeOf: thrower });
        const first = make(); const same = __enclave_runtime.trace(first, 0, 0) === first; if (same) throw first;`;
      expect(errorOf(await run(code, { program }))).toMatchObject({ code: 'EXECUTION_ERROR', trace: [0, 0] });
    });

    it('a trail takes nothing but numbers', async () => {
      const code =
        'const e = new Error("x"); __enclave_runtime.trace(e, "1,2]", {}); __enclave_runtime.trace(e, -1, 1.5); throw e';
      expect(errorOf(await run(code, { program })).trace).toEqual([4294967295, 1]);
    });

    it('names of the instrumentation leave the messages of the engine', async () => {
      const code =
        'let __enclave_t, __enclave_p; try { (__enclave_t = 1, __enclave_p = 2, __enclave_t).map() } catch (e) { throw __enclave_runtime.trace(e, 0, 0) }';
      expect(errorOf(await run(code, { program })).message).toBe('(intermediate value).map is not a function');
    });

    it.each([
      ['__enclave_t is not a function', '(intermediate value) is not a function'],
      [
        '(__enclave_t , __enclave_p).a is not __enclave_x(...)',
        '(intermediate value).a is not (intermediate value)(...)',
      ],
      ['f(__enclave_t[0]) is (odd', 'f((intermediate value)[0]) is (odd'],
      [
        "Cannot destructure property 'a' of '__enclave_a0' as it is undefined.",
        "Cannot destructure property 'a' of 'undefined' as it is undefined.",
      ],
      [
        "Cannot destructure property 'a' of '(__enclave_p , __enclave_a1)' as it is null.",
        "Cannot destructure property 'a' of 'object null' as it is null.",
      ],
    ])('names of the instrumentation in %s become what V8 says', async (message, expected) => {
      const code = `try { throw new TypeError(${JSON.stringify(message)}) } catch (e) { return __enclave_runtime.trace(e, 0, 0).message }`;
      expect(resultOf(await run(code, { program: { instrumented: true } }))).toBe(expected);
    });

    it('the runtime cannot be changed', async () => {
      const code =
        'const r = __enclave_runtime; return [Object.isFrozen(r), Object.getPrototypeOf(r), Reflect.ownKeys(r).sort()]';
      expect(resultOf(await run(code, { program }))).toEqual([
        true,
        null,
        ['counter', 'exceeded', 'maxIterations', 'refuseImport', 'trace'],
      ]);
    });

    it('refuseImport gives a rejected guest promise', async () => {
      const code = 'const e = await __enclave_runtime.refuseImport().catch((x) => x); return e instanceof TypeError';
      expect(resultOf(await run(code, { program }))).toBe(true);
    });
  });

  describe('tool calls', () => {
    it('a failed call looks like an error of the script, with the text of the tool', async () => {
      const code =
        'try { await callTool("t", 1) } catch (e) { return [e instanceof TypeError, e.name, e.message, e.code, Object.keys(e), e.stack] }';
      const callTool = () => {
        throw Object.assign(new TypeError('exactly this'), { code: 'E1', secret: 1 });
      };
      const outcome = await run(code, { callTool });
      expect(resultOf(outcome)).toEqual([true, 'TypeError', 'exactly this', 'E1', ['code'], 'TypeError: exactly this']);
      expect(outcome.toolCalls).toMatchObject([
        { state: 'failed', error: { name: 'TypeError', message: 'exactly this', code: 'E1' } },
      ]);
    });

    it('a name of its own is an own property, as classes of errors set it', async () => {
      const callTool = () => {
        throw Object.assign(new Error('gone'), { name: 'NotFound', code: 'E404' });
      };
      const code = 'try { await callTool("t") } catch (e) { return [JSON.stringify(e), e.name, e.stack] }';
      expect(resultOf(await run(code, { callTool }))).toEqual([
        '{"name":"NotFound","code":"E404"}',
        'NotFound',
        'NotFound: gone',
      ]);
    });

    it('a failure that nobody catches names the tool', async () => {
      const callTool = () => Promise.reject(new Error('no luck'));
      const error = errorOf(await run('await callTool("weather.now", {})', { callTool }));
      expect(error).toEqual({
        code: 'TOOL_ERROR',
        name: 'Error',
        message: 'no luck',
        toolName: 'weather.now',
        callId: 'call-1',
      });
    });

    it.each([
      ['null', null],
      ['a symbol', Symbol('x')],
      ['a function', () => 1],
      [
        'a proxy that throws',
        new Proxy(
          {},
          {
            get: () => {
              throw new Error('trap');
            },
          },
        ),
      ],
      [
        'an object with a throwing getter',
        {
          get message() {
            throw new Error('getter');
          },
        },
      ],
      ['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
    ])('a tool may throw %s', async (_, thrown) => {
      const callTool = () => {
        throw thrown;
      };
      const error = errorOf(await run('await callTool("t")', { callTool }));
      expect([error.code, error.toolName, error.message]).toEqual([
        'TOOL_ERROR',
        't',
        'The tool failed without an error message',
      ]);
    });

    it('any name is just a text', async () => {
      const names: string[] = [];
      const code = 'for (const n of ["__proto__", "constructor", "", "a\\nb", "\\ud800"]) await callTool(n); return 1';
      await run(code, { callTool: ({ name }) => names.push(name) });
      expect(names).toEqual(['__proto__', 'constructor', '', 'a\nb', '\ud800']);
    });

    it('a name that is no string is refused in the guest', async () => {
      const code =
        'const out = []; for (const n of [1, null, undefined, {}, Symbol()]) out.push(await callTool(n).catch((e) => e instanceof TypeError)); return out';
      const outcome = await run(code, { callTool: () => 1 });
      expect(resultOf(outcome)).toEqual([true, true, true, true, true]);
      expect(outcome.toolCalls).toEqual([]);
    });

    it('callTool cannot be replaced', async () => {
      const code = `
        const out = [];
        try { globalThis.callTool = 1; out.push('set') } catch { out.push('kept') }
        return [...out, Reflect.deleteProperty(globalThis, 'callTool'), Reflect.defineProperty(globalThis, 'callTool', { value: 1 }), String(callTool)];`;
      expect(resultOf(await run(code))).toEqual(['kept', false, false, 'function () { [native code] }']);
    });

    it('only so many run at a time; the rest wait, in order', async () => {
      let running = 0;
      let most = 0;
      const order: number[] = [];
      const callTool = async ({ args }: { args: unknown }) => {
        order.push(args as number);
        most = Math.max(most, ++running);
        await later(1, 5);
        running--;
      };
      await run('await Promise.all([1, 2, 3, 4, 5, 6].map((i) => callTool("t", i)))', {
        callTool,
        limits: { maxConcurrentToolCalls: 2 },
      });
      expect([most, order]).toEqual([2, [1, 2, 3, 4, 5, 6]]);
    });

    it('what is not awaited is reported, and its signal aborted', async () => {
      const signals: AbortSignal[] = [];
      const callTool = ({ signal }: { signal: AbortSignal }) => {
        signals.push(signal);
        return never();
      };
      const outcome = await run('callTool("a"); callTool("b"); return 1', {
        callTool,
        limits: { maxConcurrentToolCalls: 1 },
      });
      expect(resultOf(outcome)).toBe(1);
      expect(outcome.toolCalls.map(({ name, state }) => [name, state])).toEqual([
        ['a', 'pending'],
        ['b', 'not-started'],
      ]);
      expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    });

    it('a tool that took too long is told so, and the script may go on', async () => {
      let aborted = false;
      const callTool = ({ signal }: { signal: AbortSignal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('too late to matter'));
          });
        });
      const outcome = await run('return await callTool("slow").catch((e) => [e.name, e.code])', {
        callTool,
        limits: { toolTimeout: 30 },
      });
      expect([resultOf(outcome), aborted]).toEqual([['ToolTimeoutError', 'TOOL_TIMEOUT'], true]);
    });

    it('an aborted run ends at once and tells its tools', async () => {
      const controller = new AbortController();
      let seen: AbortSignal | undefined;
      const pending = run('await callTool("t")', {
        signal: controller.signal,
        callTool: ({ signal }) => {
          seen = signal;
          setTimeout(() => controller.abort(), 10);
          return never();
        },
      });
      expect(errorOf(await pending).code).toBe('ABORTED');
      expect(seen?.aborted).toBe(true);
      const before = await run('return 1', { signal: AbortSignal.abort() });
      expect(errorOf(before).code).toBe('ABORTED');
    });

    it('events tell the same story as the receipts', async () => {
      const events: string[] = [];
      await run('console.log("hi"); await callTool("a"); await callTool("b").catch(() => 0)', {
        callTool: ({ name }) => (name === 'a' ? 1 : Promise.reject(new Error('no'))),
        onEvent: (event) =>
          events.push(
            event.type === 'tool-call'
              ? `call ${event.name}`
              : event.type === 'console'
                ? `log ${event.entry.text}`
                : event.receipt.state,
          ),
      });
      expect(events).toEqual(['log hi', 'call a', 'succeeded', 'call b', 'failed']);
    });

    it('functions among the globals are tools, too', async () => {
      const globals = {
        api: { list: (n: number) => [n, n], nested: [(x: string) => `${x}!`] },
        rate: 3,
        when: new Date(0),
      };
      const code =
        'return [await api.list(rate), await api.nested[0]("hey"), when.getTime(), api.list.name, await api.list(() => 1).catch((e) => e.message)]';
      const outcome = await run(code, { globals });
      expect(resultOf(outcome)).toEqual([
        [3, 3],
        'hey!',
        0,
        'api.list',
        'Cannot call "api.list": args[0] is a function',
      ]);
      expect(outcome.toolCalls.map(({ name }) => name)).toEqual(['api.list', 'api.nested[0]']);
    });

    it('globals are copies', async () => {
      const ctx = { list: [1], deep: { x: 1 } };
      const outcome = await run(
        'ctx.list.push(2); ctx.deep.x = 2; let kept = false; try { ctx = 1 } catch { kept = true } return [ctx.list, kept]',
        { globals: { ctx } },
      );
      expect([resultOf(outcome), ctx]).toEqual([[[1, 2], true], { list: [1], deep: { x: 1 } }]);
      const frozen = await run('try { ctx.deep.x = 2; return "changed" } catch { return "frozen" }', {
        globals: { ctx },
        freezeGlobals: true,
      });
      expect(resultOf(frozen)).toBe('frozen');
    });

    it.each([
      ['a name of the realm', { Error: 1 }],
      ['a symbol', { s: Symbol('x') }],
      ['a promise', { p: Promise.resolve(1) }],
    ])('globals with %s are a mistake of the host', async (_, globals) => {
      await expect(run('return 1', { globals })).rejects.toThrow(TypeError);
    });
  });

  describe('what has no budget of its own', () => {
    it('a name is short', async () => {
      const code = 'return await callTool("x".repeat(1001)).catch((e) => e.message)';
      const outcome = await run(code, { callTool: () => 1 });
      expect([resultOf(outcome), outcome.toolCalls]).toEqual(['callTool: the name is longer than 1000 characters', []]);
    });

    it('calls made at once share the objects of a message', async () => {
      const code = `const list = Array.from({ length: 400_000 }, () => []);
        return await Promise.all([1, 2, 3].map(() => callTool("size", list).catch((e) => e.message)));`;
      const outcome = await run(code, { callTool: ({ args }) => (args as unknown[]).length });
      const refusal =
        'Cannot call "size": the calls made at once have arguments of more than 1000000 objects and lists';
      expect(resultOf(outcome)).toEqual([400_000, 400_000, refusal]);
    });

    it('results that pile up while the guest computes reach it all', { timeout: 20_000 }, async () => {
      const code = `const calls = Array.from({ length: 60 }, () => callTool("big"));
        await calls[0];
        const until = Date.now() + 300;
        while (Date.now() < until);
        return (await Promise.all(calls)).reduce((sum, text) => sum + text.length, 0);`;
      const big = 'x'.repeat(1_000_000);
      const outcome = await run(code, { callTool: () => big });
      expect(resultOf(outcome)).toBe(60_000_000);
    });

    it('calls made at once share the room of a message', async () => {
      const code =
        'const s = "x".repeat(900); return (await Promise.allSettled(Array.from({ length: 20 }, () => callTool("t", s)))).map((r) => r.status)';
      const outcome = await run(code, {
        callTool: () => 1,
        limits: { maxToolPayloadBytes: 1_000, maxConsoleOutputBytes: 1_000 },
      });
      const states = resultOf(outcome) as string[];
      expect(states.filter((status) => status === 'fulfilled')).toHaveLength(2);
    });

    it('errors that contain each other are cut', async () => {
      const code = 'const e = new Error("x".repeat(4000)); e.errors = Array(10).fill(e); e.cause = e; throw e';
      const error = errorOf(await run(code));
      expect(error.message).toHaveLength(4000);
      expect(JSON.stringify(error).length).toBeLessThan(100_000);
    });

    it('a bigint is finite enough', async () => {
      expect(resultOf(await run('return -(2n ** 60000n)'))).toBe(-(2n ** 60000n));
      const error = errorOf(await run('return { big: 2n ** 70000n }'));
      expect([error.code, error.path]).toEqual(['SERIALIZATION_ERROR', 'value.big']);
    });
  });

  describe('a script that tampers with the language', () => {
    const tamper = `
      for (const C of [Array, Object, Promise, Map, Set, WeakMap, String, Number, JSON, Reflect, Function, Error, RegExp, Date, Symbol]) {
        for (const holder of [C, C.prototype]) {
          if (!holder) continue;
          for (const key of Reflect.ownKeys(holder)) {
            if (key === 'constructor' || key === 'prototype') continue;
            const property = Reflect.getOwnPropertyDescriptor(holder, key);
            if (property.configurable && typeof property.value === 'function') touched.push([holder, key]);
          }
        }
      }
      const define = Reflect.defineProperty, size = touched.length;
      const fired = {};
      for (let i = 0; i < size; i++) {
        const name = i;
        define(touched[i][0], touched[i][1], { value: () => { fired[name] = 1; return 'PWNED' } });
      }`;

    it('calls, logs and returns as if nothing had happened', async () => {
      const code = `const touched = []; const keys = Object.keys; ${tamper}
        const p = callTool('echo', { a: [1, { b: 'x' }], d: 1 });
        console.log('text', { a: [1] });
        const before = keys(fired).length;
        const result = await p;
        return { result, before };`;
      const outcome = await run(code, { callTool: ({ args }) => args });
      expect(resultOf(outcome)).toEqual({ result: { a: [1, { b: 'x' }], d: 1 }, before: 0 });
      expect(outcome.console.map(({ text }) => text)).toEqual(['text { a: [ 1 ] }']);
    });

    it.each([
      ['a then for everybody', 'Object.prototype.then = (r) => r("PWNED")'],
      ['a toJSON for everybody', 'Object.prototype.toJSON = () => "PWNED"'],
      ['a setter for an index', 'Object.defineProperty(Array.prototype, 0, { set() { fired = 1 } })'],
      [
        'a proxy behind arrays',
        'Object.setPrototypeOf(Array.prototype, new Proxy(Object.prototype, { get() { fired = 1 } }))',
      ],
      ['get and set for descriptors', 'Object.prototype.get = Object.prototype.set = () => { fired = 1 }'],
    ])('%s cannot be planted', async (_, plant) => {
      const code = `let fired = 0; try { ${plant} } catch {} const r = await callTool('echo', { a: [1] }); return { r, fired }`;
      expect(resultOf(await run(code, { callTool: ({ args }) => args }))).toEqual({ r: { a: [1] }, fired: 0 });
    });

    it('a replaced Promise constructor sees no result', async () => {
      const code = `
        const seen = [];
        Promise.prototype.constructor = { [Symbol.species]: function (run) { run((v) => seen.push(v), (e) => seen.push(e)); } };
        Object.defineProperty(Promise, Symbol.species, { get() { seen.push('species'); return Promise } });
        const r = await callTool('echo', { a: 1 });
        return { r, seen };`;
      const outcome = await run(code, { callTool: ({ args }) => args });
      // The await of a promise whose constructor is not Promise's wraps it, which reads nothing but the promise.
      expect((resultOf(outcome) as { r: unknown }).r).toEqual({ a: 1 });
    });
  });

  it('console has all the usual methods', async () => {
    const code = `
      console.log('a', 1, { b: [1, 'x', null], c: undefined }, [1, , 3]);
      console.info('%s is %d%%', 'x', 5, 'rest'); console.warn(new Error('w')); console.error(new Map([['k', { v: 1 }]]), new Set([1]));
      console.debug(() => 1, Symbol('s'), 1n, -0, new Date(0), /x/); console.trace('t'); console.dir({ a: 1 }); console.table([{ a: 1 }]);
      console.group('g'); console.log('in'); console.groupEnd(); console.assert(true, 'no'); console.assert(false, 'yes', 1); console.count(); console.count('c'); console.countReset();
      const o = { get x() { throw 1 } }; o.self = o; console.log(new (class Link { toJSON() { return 'https://a.b/' } })(), new (class Odd extends Error { get name() { return 'OddError' } })('m')); console.log(o, '\\u001b[2K\\r\\nforged', new (class Money { n = 1 })());
      return Object.keys(console);`;
    const outcome = await run(code);
    expect(outcome.console.map(({ level, text }) => `${level}: ${text}`)).toEqual([
      "log: a 1 { b: [ 1, 'x', null ], c: undefined } [ 1, <empty>, 3 ]",
      'info: x is 5% rest',
      'warn: [Error: w]',
      "error: Map(1) { 'k' => { v: 1 } } Set(1) { 1 }",
      'debug: [Function (anonymous)] Symbol(s) 1n -0 1970-01-01T00:00:00.000Z /x/',
      'debug: t',
      'log: { a: 1 }',
      'log: ┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘',
      'log: g',
      'log:   in',
      'error: Assertion failed: yes 1',
      'log: default: 1',
      'log: c: 1',
      'log: Link https://a.b/ [OddError: m]',
      'log: { x: [Getter], self: [Circular] } \\x1B[2K\\x0D\\x0Aforged Money { n: 1 }',
    ]);
    expect(resultOf(outcome)).toEqual(
      'log info warn error debug trace dir dirxml table assert group groupCollapsed groupEnd clear count countReset time timeLog timeEnd'.split(
        ' ',
      ),
    );
  });

  it('a disposed runner says so', async () => {
    const runner = create();
    await runner.dispose();
    const { resolveLimits } = await import('../levels.ts');
    const outcome = await runner.run({ code: 'return 1' }, { limits: resolveLimits('STANDARD') });
    expect(errorOf(outcome).code).toBe('RUNNER_DISPOSED');
  });
});
