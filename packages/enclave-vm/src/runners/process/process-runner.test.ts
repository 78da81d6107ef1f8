import { afterAll, describe, expect, it } from 'vitest';
import { resolveLimits } from '../../levels.ts';
import type { RunOutcome } from '../../runner.ts';
import { processRunner } from './process-runner.ts';
import { runnerChildren } from './testing/process-tree.ts';

const MB = 1024 * 1024;
const limits = resolveLimits('STANDARD', { timeout: 10_000 });
const runner = processRunner({ maxProcesses: 2 });
afterAll(() => runner.dispose());

const codeOf = (outcome: RunOutcome) => (outcome.success ? outcome.value : outcome.error.code);

describe('processRunner', () => {
  it('runs a program', async () => {
    const outcome = await runner.run({ code: "return await callTool('add', [1, 2])" }, { limits, callTool: () => 3 });
    expect(outcome).toMatchObject({ success: true, value: 3 });
  });

  it('gives each run a realm of its own, in a process that serves many', async () => {
    const before = runnerChildren().map(({ pid }) => pid);
    for (let i = 0; i < 5; i++) {
      const outcome = await runner.run({ code: 'globalThis.n = (globalThis.n ?? 0) + 1; return n' }, { limits });
      expect(codeOf(outcome)).toBe(1);
    }
    expect(runnerChildren().map(({ pid }) => pid)).toEqual(expect.arrayContaining(before));
  });

  it.skipIf(process.platform === 'win32')('has room for frames larger than those of the author', async () => {
    const code = 'const even = (n) => n === 0 || odd(n - 1), odd = (n) => n !== 0 && even(n - 1); return even(13_000)';
    expect(() => new Function(code)()).toThrow(RangeError);
    expect(codeOf(await runner.run({ code }, { limits }))).toBe(true);
    const endless = 'const f = () => f() + 1; return f()';
    expect(codeOf(await runner.run({ code: endless }, { limits }))).toBe('STACK_LIMIT_EXCEEDED');
  });

  it('ends a run at once when its process is killed while a tool works', async () => {
    const own = processRunner({ maxProcesses: 1 });
    const others = new Set(runnerChildren().map(({ pid }) => pid));
    const callTool = () => {
      for (const { pid } of runnerChildren()) if (!others.has(pid)) process.kill(pid, 'SIGKILL');
      return new Promise(() => {});
    };
    expect(codeOf(await own.run({ code: "await callTool('x')" }, { limits, callTool }))).toBe('RUNNER_CRASHED');
    expect(codeOf(await own.run({ code: 'return 1' }, { limits }))).toBe(1);
    await own.dispose();
  });

  it('lets no run wait for what another has left to Node', async () => {
    const own = processRunner({ maxProcesses: 1 });
    // Node looks for symbols on each promise that was rejected, once the run is over.
    const code = `
      const shared = Object.create(Promise.prototype);
      for (let i = 0; i < 200_000; i++) Object.setPrototypeOf(Promise.reject(i), shared);
      let long = Promise.prototype;
      for (let i = 0; i < 200_000; i++) long = Object.create(long);
      await null;
      Object.setPrototypeOf(shared, long);
      return 1`;
    const short = resolveLimits('STANDARD', { timeout: 2_000 });
    expect(codeOf(await own.run({ code }, { limits }))).toBe(1);
    expect(codeOf(await own.run({ code: 'return 2' }, { limits: short }))).toBe(2);
    await own.dispose();
  });

  it('keeps the host responsive, and itself busy with nobody else, while a guest loops', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const short = resolveLimits('STANDARD', { timeout: 300 });
    const looping = runner.run({ code: 'for (;;);' }, { limits: short });
    expect(codeOf(await runner.run({ code: 'return 2' }, { limits }))).toBe(2);
    expect(codeOf(await looping)).toBe('TIMEOUT');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it.each([16, 512])(
    'serves a memory limit of %i MB',
    async (size) => {
      const own = resolveLimits('STANDARD', { timeout: 20_000, memoryLimit: size * MB });
      const half = `return new Uint8Array(${(size * MB) / 2}).fill(1).length`;
      expect(codeOf(await runner.run({ code: half }, { limits: own }))).toBe((size * MB) / 2);
      const bomb = 'const k = []; for (;;) k.push(new Uint8Array(1 << 24).fill(1))';
      expect(codeOf(await runner.run({ code: bomb }, { limits: own }))).toBe('MEMORY_LIMIT_EXCEEDED');
    },
    20_000,
  );

  it('tells a result that is too large in bytes, not in characters, from nonsense', async () => {
    const own = resolveLimits('PERMISSIVE', { timeout: 20_000 });
    const outcome = await runner.run({ code: "return '\u4e00'.repeat(40e6)" }, { limits: own, level: 'PERMISSIVE' });
    expect(codeOf(outcome)).toBe('RESULT_TOO_LARGE');
  }, 30_000);

  it('answers what does not fit with codes of its own', async () => {
    const own = processRunner({ maxProcesses: 1, maxQueueSize: 1, queueTimeout: 2_000 });
    await own.run({ code: 'return 1' }, { limits });
    const short = resolveLimits('STANDARD', { timeout: 4_000 });
    const first = own.run({ code: 'await null; for (;;);' }, { limits: short });
    const [second, third] = [1, 2].map(() => own.run({ code: 'return 1' }, { limits }));
    const codes = await Promise.all([first, second, third].map(async (run) => codeOf((await run) as RunOutcome)));
    expect(codes).toEqual(['TIMEOUT', 'QUEUE_TIMEOUT', 'QUEUE_FULL']);
    await own.dispose();
  }, 20_000);

  it('starts the kept processes ahead when it is told for whom', async () => {
    const before = runnerChildren().length;
    const own = processRunner({ minProcesses: 1, prewarm: limits.memoryLimit });
    expect(codeOf(await own.run({ code: 'return 1' }, { limits }))).toBe(1);
    expect(runnerChildren().length - before).toBe(1);
    await own.dispose();
    expect(codeOf(await own.run({ code: 'return 1' }, { limits }))).toBe('RUNNER_DISPOSED');
  });

  it.each([
    [{ maxProcesses: 0 }, RangeError],
    [{ prewarm: -1 }, RangeError],
    [{ poolSize: 3 }, TypeError],
    [{ needs: ['safety'] }, TypeError],
  ])('refuses %j', (options, kind) => {
    expect(() => processRunner(options as never)).toThrow(kind);
  });

  it('says why a process does not start', async () => {
    const own = processRunner({ execPath: '/nonexistent/node' });
    const outcome = await own.run({ code: 'return 1' }, { limits });
    expect(codeOf(outcome)).toBe('RUNNER_CRASHED');
    expect(outcome.success || outcome.error.message).toMatch(/did not start/);
    await own.dispose();
  });
});
