import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Enclave } from './enclave.ts';
import type { EnclaveOptions, RunOptions } from './options/types.ts';
import type { ExecutionFailure } from './result.ts';
import { childProcesses } from './testing/children.ts';

const MB = 1024 * 1024;

const toolHandler: NonNullable<EnclaveOptions['toolHandler']> = async (name, args) => {
  if (name === 'never') return new Promise(() => {});
  if (name === 'fail') throw Object.assign(new Error('the database is down'), { name: 'DbError', code: 'DB_DOWN' });
  return args;
};

describe.each(['process', 'vm'] as const)('in %s isolation', (isolation) => {
  const base: EnclaveOptions = { isolation, timeout: 1500, maxIterations: 10_000, maxToolCalls: 5, toolHandler };
  let enclave: Enclave;
  beforeAll(() => {
    enclave = new Enclave(base);
  });
  afterAll(() => enclave.dispose());

  async function failureOf(code: string, options?: RunOptions, of: Enclave = enclave): Promise<ExecutionFailure> {
    const result = await of.run(code, options);
    if (result.success) throw new Error(`It succeeded with ${JSON.stringify(result.value)}`);
    return result;
  }

  /** Makes sure that the host serves the next run, whatever the one before did. */
  async function expectAlive(of: Enclave = enclave) {
    expect(await of.run('return 1 + 1')).toMatchObject({ success: true, value: 2 });
  }

  test('the quick start gives a value, statistics and receipts', async () => {
    const result = await enclave.run<number>(`
      const users = await callTool('users:list', { items: [{ active: true }, { active: false }] });
      console.log('got', users.items.length);
      return users.items.filter((user) => user.active).length;
    `);
    expect(result).toMatchObject({
      success: true,
      value: 1,
      stats: { toolCallCount: 1, duration: expect.any(Number), compileTime: expect.any(Number) },
      toolCalls: [{ name: 'users:list', state: 'succeeded', idempotent: false }],
      console: [{ level: 'log', text: 'got 2' }],
      repairs: [],
    });
  });

  test('TypeScript runs as it is', async () => {
    const code = 'interface A { n: number }\nconst f = <T,>(x: T): T => x;\nreturn f<A>({ n: 2 } as A).n;';
    expect(await enclave.run(code)).toMatchObject({ success: true, value: 2 });
  });

  test('a syntax error: VALIDATION_ERROR with place and frame', async () => {
    const { error } = await failureOf('const a = 1;\nconst b = ;\nreturn a;');
    expect(error).toMatchObject({
      code: 'VALIDATION_ERROR',
      name: 'ValidationError',
      location: { line: 2, column: 11 },
    });
    expect(error.codeFrame).toContain('> 2 | const b = ;');
    await expectAlive();
  });

  test('words around the script: VALIDATION_ERROR that says so', async () => {
    const { error } = await failureOf('Here is the code you asked for:\nreturn 1;');
    expect(error).toMatchObject({
      code: 'VALIDATION_ERROR',
      message: 'Line 1 is no code but a sentence.',
      location: { line: 1 },
      hint: expect.stringContaining('Give the script alone'),
    });
  });

  test('a blocked construct: VALIDATION_ERROR with all issues, and nothing has run', async () => {
    const { error, toolCalls } = await failureOf(
      `await callTool('a');\nconst run = eval;\nreturn new Function('1')();`,
    );
    expect(error.code).toBe('VALIDATION_ERROR');
    expect(error.issues?.map(({ location }) => location.start.line)).toEqual(expect.arrayContaining([2, 3]));
    expect(error.codeFrame).toContain('> 2 | const run = eval;');
    expect(error.codeFrame).toContain("> 3 | return new Function('1')();");
    expect(error.hint).toEqual(expect.any(String));
    expect(error.message).not.toContain('const run');
    expect(toolCalls).toEqual([]);
    await expectAlive();
  });

  test("a thrown error: EXECUTION_ERROR with the author's line and column", async () => {
    const { error } = await failureOf(
      `const check = (n) => {\n  if (n > 1) throw new Error('x');\n};\n[1, 2].forEach(check);`,
    );
    expect(error).toMatchObject({
      code: 'EXECUTION_ERROR',
      name: 'Error',
      message: 'x',
      location: { line: 2, column: 20 },
    });
    expect(error.codeFrame).toContain("> 2 |   if (n > 1) throw new Error('x');");
    expect(error.stack).toMatch(/^Error: x\n {4}at check \(script:2:20\)/);
    await expectAlive();
  });

  test('an error of the language has its place too, after an await and in TypeScript', async () => {
    const { error } = await failureOf(
      `type User = { name: string };\nconst user = await callTool('a', null) as User;\nreturn user.name;`,
    );
    expect(error).toMatchObject({ code: 'EXECUTION_ERROR', name: 'TypeError', location: { line: 3 } });
    expect(error.codeFrame).toContain('> 3 | return user.name;');
  });

  test('a cause has its own place', async () => {
    const code = `try {\n  null.x;\n} catch (error) {\n  throw new Error('bad', { cause: error });\n}`;
    expect((await failureOf(code)).error).toMatchObject({
      message: 'bad',
      location: { line: 4 },
      cause: { name: 'TypeError', location: { line: 2 } },
    });
  });

  test('anything may be thrown', async () => {
    for (const thrown of [
      'null',
      'undefined',
      '"text"',
      '42',
      '{ code: "TIMEOUT", name: "X", message: 7 }',
      'Symbol("s")',
    ]) {
      const { error } = await failureOf(`throw ${thrown};`);
      expect(error.code, thrown).toBe('EXECUTION_ERROR');
      expect(error.message, thrown).toEqual(expect.any(String));
    }
    await expectAlive();
  });

  test.each([
    ['before an await', 'while (true) {}'],
    ['after an await', 'await null; while (true) {}'],
    ['whose errors are swallowed', 'for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }'],
    ['in a microtask', 'await Promise.resolve().then(() => { for (;;) {} });'],
  ])('an endless loop %s: MAX_ITERATIONS', async (_title, code) => {
    const { error, stats } = await failureOf(code);
    expect(error.code).toBe('MAX_ITERATIONS');
    expect(stats.iterationCount).toBeGreaterThanOrEqual(10_000);
    await expectAlive();
  });

  test('an endless loop is shown where it is', async () => {
    const { error } = await failureOf(
      'const spin = () => {\n  let n = 0;\n  while (true) n = Math.max(n, 1);\n};\nspin();',
    );
    expect(error).toMatchObject({ code: 'MAX_ITERATIONS', location: { line: 3 } });
    expect(error.codeFrame).toContain('> 3 |   while (true) n = Math.max(n, 1);');
  });

  test('a flood of microtasks: TIMEOUT', async () => {
    const endless = 'const again = () => { Promise.resolve().then(again); }; again(); await new Promise(() => {});';
    const { error } = await failureOf(endless);
    expect(['TIMEOUT', 'CPU_TIMEOUT']).toContain(error.code);
    await expectAlive();
  });

  test('endless recursion over promises without loops: TIMEOUT', async () => {
    const { error } = await failureOf('const f = async () => { await null; return f(); }; await f();');
    expect(['TIMEOUT', 'CPU_TIMEOUT', 'MEMORY_LIMIT_EXCEEDED']).toContain(error.code);
    await expectAlive();
  });

  test('a tool that never answers: TIMEOUT, and its receipt says pending', async () => {
    const { error, toolCalls } = await failureOf(`return await callTool('never')`);
    expect(error.code).toBe('TIMEOUT');
    expect(toolCalls).toMatchObject([{ name: 'never', state: 'pending' }]);
    await expectAlive();
  });

  test('a promise that nobody will settle: DEADLOCK', async () => {
    const { error, stats } = await failureOf('await new Promise(() => {});');
    expect(error.code).toBe('DEADLOCK');
    expect(error.hint).toEqual(expect.any(String));
    expect(stats.duration).toBeLessThan(1400);
    await expectAlive();
  });

  test("an uncaught tool failure: TOOL_ERROR with the tool's name and its own message", async () => {
    const { error, toolCalls } = await failureOf(`const a = 1;\nreturn await callTool('fail', { a })`);
    expect(error).toMatchObject({
      code: 'TOOL_ERROR',
      name: 'DbError',
      message: 'the database is down',
      toolName: 'fail',
      callId: toolCalls[0]?.id,
      location: { line: 2 },
    });
    expect(toolCalls).toMatchObject([{ name: 'fail', state: 'failed', error: { message: 'the database is down' } }]);
  });

  test.each([
    ['in a list', `const rs = await Promise.all([\n  callTool('echo', {}),\n  callTool('fail', {}),\n]);`, 3, 3],
    [
      'in a callback',
      `const load = (id) => callTool('fail', { id });\nreturn await Promise.all([1, 2].map(load));`,
      1,
      22,
    ],
    ['in a fence', `\`\`\`ts\nconst n: number = 1;\nawait Promise.all([callTool('fail', { n })]);\n\`\`\``, 3, 20],
  ])('a tool failure has the place of its call: %s', async (_title, code, line, column) => {
    const { error } = await failureOf(code);
    expect(error).toMatchObject({ code: 'TOOL_ERROR', location: { line, column } });
    expect(error.stack?.split('\n')[1]).toBe(`    at script:${line}:${column}`);
  });

  test('where several calls may have failed, the place is where they are awaited', async () => {
    const { error } = await failureOf(`await Promise.all([\n  callTool('fail', 1),\n  callTool('fail', 2),\n]);`);
    expect(error).toMatchObject({ code: 'TOOL_ERROR', location: { line: 1 } });
    const { error: second } = await failureOf(
      `await callTool('echo', 1);\nawait callTool('fail', 2);\nawait callTool('fail');`,
    );
    expect(second).toMatchObject({ code: 'TOOL_ERROR', location: { line: 2, column: 7 } });
    const { error: third } = await failureOf(
      `const tool = 'fa' + 'il';\nconst load = () => callTool(tool);\nawait load();\nawait callTool('fail');`,
    );
    expect(third).toMatchObject({ code: 'TOOL_ERROR', location: { line: 3 } });
  });

  test('a tool failure inside of another error keeps tool and call', async () => {
    const code = `try {\n  await callTool('fail');\n} catch (error) {\n  throw new Error('No data', { cause: error });\n}`;
    const { error, toolCalls } = await failureOf(code);
    const cause = { name: 'DbError', message: 'the database is down', toolName: 'fail', callId: toolCalls[0]?.id };
    expect(error).toMatchObject({ code: 'EXECUTION_ERROR', message: 'No data', cause });
    expect(error.toolName).toBeUndefined();
  });

  test('a cause that only looks like a tool failure has no tool', async () => {
    const code = `throw new Error('No data', { cause: new Error('the database is down') });`;
    const { cause } = (await failureOf(code)).error;
    expect(cause).toMatchObject({ message: 'the database is down' });
    expect(cause).not.toHaveProperty('toolName');
  });

  test('each error of an AggregateError keeps its tool', async () => {
    const { error } = await failureOf(`await Promise.any([callTool('fail'), Promise.reject(new TypeError('t'))]);`);
    expect(error.errors).toMatchObject([{ toolName: 'fail', message: 'the database is down' }, { name: 'TypeError' }]);
  });

  test('a caught tool failure has message, name and code, and nothing else of the host', async () => {
    const code = `try { await callTool('fail') } catch (e) { return [e.message, e.name, e.code, e instanceof Error, Object.keys(e)]; }`;
    const result = await enclave.run<unknown[]>(code);
    expect(result).toMatchObject({
      success: true,
      value: ['the database is down', 'DbError', 'DB_DOWN', true, ['name', 'code']],
    });
    expect(JSON.stringify(result)).not.toContain(import.meta.filename);
  });

  test('an error that only looks like a tool failure is none', async () => {
    const { error } = await failureOf(
      `throw Object.assign(new Error('fake'), { code: 'TOOL_ERROR', toolName: 'users:list' });`,
    );
    expect(error.code).toBe('EXECUTION_ERROR');
    expect(error.toolName).toBeUndefined();
  });

  test('one tool call too many: MAX_TOOL_CALLS, and the extra call does not happen', async () => {
    const { error, toolCalls } = await failureOf(
      `for (let i = 0; i < 6; i++) { try { await callTool('echo', { i }) } catch {} } return 'evaded';`,
    );
    expect(error.code).toBe('MAX_TOOL_CALLS');
    expect(toolCalls.filter(({ state }) => state === 'succeeded')).toHaveLength(5);
    await expectAlive();
  });

  test('an aborted signal: ABORTED', async () => {
    const controller = new AbortController();
    const running = failureOf(`await callTool('never')`, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect((await running).error.code).toBe('ABORTED');
    expect((await failureOf('return 1', { signal: AbortSignal.abort() })).error.code).toBe('ABORTED');
    await expectAlive();
  });

  test.each([
    ['a function', 'return { items: [{ id: 1, onClick: () => 1 }] };', 'items[0].onClick'],
    ['a symbol', 'return { tag: Symbol("x") };', 'tag'],
  ])('%s as value: SERIALIZATION_ERROR with its path', async (_title, code, path) => {
    const { error } = await failureOf(code);
    expect(error).toMatchObject({ code: 'SERIALIZATION_ERROR', location: { line: 1, column: 1 } });
    expect(error.path).toContain(path);
    expect(error.codeFrame).toContain('> 1 | return {');
    await expectAlive();
  });

  test('which of several values cannot cross is not guessed', async () => {
    const { error } = await failureOf(`if (Math.max(1, 2) > 2) return 1;\nconst f = () => { return 1; };\nreturn f;`);
    expect(error.code).toBe('SERIALIZATION_ERROR');
    expect(error.location).toBeUndefined();
  });

  test('a result that is too large: RESULT_TOO_LARGE', async () => {
    const small = new Enclave({ ...base, maxResultBytes: 1000 });
    const { error } = await failureOf('return "x".repeat(5000)', {}, small);
    expect(error.code).toBe('RESULT_TOO_LARGE');
    await expectAlive(small);
    await small.dispose();
  });

  test('too much output: MAX_CONSOLE_CALLS and OUTPUT_LIMIT_EXCEEDED', async () => {
    const quiet = new Enclave({ ...base, maxConsoleCalls: 3, maxConsoleOutputBytes: 100 });
    const calls = await failureOf('for (let i = 0; i < 10; i++) console.log(i); return 1', {}, quiet);
    expect(calls.error.code).toBe('MAX_CONSOLE_CALLS');
    const bytes = await failureOf('console.log("x".repeat(5000)); return 1', {}, quiet);
    expect(bytes.error.code).toBe('OUTPUT_LIMIT_EXCEEDED');
    await quiet.dispose();
  });

  test('concurrent runs do not see each other', async () => {
    const runs = [1, 2, 3, 4, 5].map((n) =>
      enclave.run(`globalThis.seen = (globalThis.seen ?? 0) + ${n}; await callTool('echo'); return globalThis.seen;`),
    );
    const guardOff = await Promise.all(runs);
    for (const result of guardOff) if (result.success) expect(result.value).toBeLessThanOrEqual(5);
    await expectAlive();
  });

  test('the guard off: the layers behind still hold', async () => {
    const open = new Enclave({ ...base, validate: false });
    const { error } = await failureOf(`return new (() => {}).constructor('return process')()`, {}, open);
    expect(error.code).toBe('EXECUTION_ERROR');
    expect((await failureOf('for (;;) {}', {}, open)).error.code).toBe('MAX_ITERATIONS');
    const syntax = await failureOf('return (', {}, open);
    expect(syntax.error).toMatchObject({ code: 'VALIDATION_ERROR', location: { line: 1 } });
    await expectAlive(open);
    await open.dispose();
  });

  test('guard and transform off: the runner still holds', async () => {
    const bare = new Enclave({ ...base, validate: false, unsafeSkipTransform: true, timeout: 500 });
    expect(['TIMEOUT', 'CPU_TIMEOUT']).toContain((await failureOf('await null; for (;;) {}', {}, bare)).error.code);
    expect((await bare.run(`return import('node:fs')`)).success).toBe(false);
    await expectAlive(bare);
    await bare.dispose();
  });
});

describe('process isolation alone', () => {
  const base: EnclaveOptions = { isolation: 'process', timeout: 10_000, memoryLimit: 64 * MB, validate: false };

  test.each([
    ['array', 'const a = []; for (let i = 0; i < 1e6; i++) a.push(new Array(1e5).fill(i)); return a.length;'],
    ['string', 'let s = "x"; for (let i = 0; i < 40; i++) s += s + i; return s.split("").length;'],
    ['Map', 'const m = new Map(); for (let i = 0; i < 1e8; i++) m.set(i, { i }); return m.size;'],
    [
      'ArrayBuffer',
      'const a = []; for (let i = 0; i < 1000; i++) a.push(new Uint8Array(1e7).fill(1)); return a.length;',
    ],
  ])('an %s bomb: MEMORY_LIMIT_EXCEEDED, and the host lives on', async (_title, code) => {
    const enclave = new Enclave({ ...base, maxIterations: 1e9 });
    const result = await enclave.run(code);
    expect(result).toMatchObject({ success: false, error: { code: 'MEMORY_LIMIT_EXCEEDED' } });
    expect(await enclave.run('return 1')).toMatchObject({ success: true });
    await enclave.dispose();
  });

  describe('with all processes busy', () => {
    /** Runs `code` while another run holds the only process, then lets that one end. */
    async function besideAnother(code: string, options: EnclaveOptions) {
      let answer = () => {};
      const asked = new Promise<void>((resolve) => {
        answer = resolve;
      });
      let isBusy = () => {};
      const busy = new Promise<void>((resolve) => {
        isBusy = resolve;
      });
      const toolHandler = () => {
        isBusy();
        return asked;
      };
      await using enclave = new Enclave({ ...base, maxConcurrentRuns: 1, toolHandler, ...options });
      const first = enclave.run(`await callTool('wait'); return 'first';`);
      await Promise.race([busy, first]);
      const second = await enclave.run(code);
      answer();
      expect(await first).toMatchObject({ value: 'first' });
      expect(await enclave.run('return 3')).toMatchObject({ value: 3 });
      return second;
    }

    test('one run more than may wait: QUEUE_FULL, at once', async () => {
      const result = await besideAnother('return 2', { maxQueuedRuns: 0 });
      expect(result).toMatchObject({ error: { code: 'QUEUE_FULL' }, toolCalls: [], stats: { toolCallCount: 0 } });
    });

    test('a run that has waited for too long: QUEUE_TIMEOUT', async () => {
      // The time that the first process takes to start counts as well.
      const result = await besideAnother('return 2', { queueTimeout: 1500 });
      expect(result).toMatchObject({ error: { code: 'QUEUE_TIMEOUT' }, toolCalls: [], stats: { toolCallCount: 0 } });
    });

    test('a run that is aborted while it waits: ABORTED', async () => {
      let runs = 0;
      const controller = new AbortController();
      const never = new Promise<void>(() => {});
      await using enclave = new Enclave({ ...base, maxConcurrentRuns: 1, toolHandler: () => never });
      void enclave.run(`await callTool('wait')`, { onEvent: ({ type }) => type === 'tool-call' && controller.abort() });
      const result = await enclave.run('return 2', { signal: controller.signal, onEvent: () => runs++ });
      expect(result).toMatchObject({ error: { code: 'ABORTED' } });
      expect(runs).toBe(2);
    });
  });

  test('a child that is killed from outside: RUNNER_CRASHED, and the next run has another', async () => {
    const enclave = new Enclave({ ...base, maxConcurrentRuns: 1, toolHandler: () => new Promise(() => {}) });
    const running = enclave.run(`await callTool('never')`, {
      onEvent: ({ type }) => type === 'tool-call' && killChildren(),
    });
    expect(await running).toMatchObject({ success: false, error: { code: 'RUNNER_CRASHED' } });
    expect(await enclave.run('return 1')).toMatchObject({ success: true });
    await enclave.dispose();
  });
});

function killChildren(): void {
  for (const pid of childProcesses()) process.kill(pid, 'SIGKILL');
}
