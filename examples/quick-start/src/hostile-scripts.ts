import { Enclave, type ExecutionError, type ExecutionResult } from '@enclave-vm/core';
import { expectEqual, expectTrue } from './check.ts';

const MB = 1024 * 1024;

/** Four scripts that mean harm, and how each ends. */
export async function runHostileScripts(): Promise<void> {
  await dynamicCode();
  await endlessLoop();
  await memoryBomb();
  await reachForProcess();
}

async function dynamicCode(): Promise<void> {
  await using enclave = new Enclave();
  const error = errorOf(await enclave.run(`const make = 'ret' + 'urn process';\nreturn new Function(make)();`));
  show('Dynamic code is refused before anything runs', error);
  expectEqual('dynamic code', error?.code, 'VALIDATION_ERROR');
  expectTrue('dynamic code has a frame', error?.codeFrame?.includes('> 2 | return new Function(make)();') ?? false);
  expectTrue('dynamic code has a hint', (error?.hint ?? '') !== '');
}

/** Without loop limits and validation, so that nothing but the clock can stop it. */
async function endlessLoop(): Promise<void> {
  await using enclave = new Enclave({ timeout: 500, validate: false, unsafeSkipTransform: true });
  await enclave.run('return 1');
  const start = performance.now();
  const error = errorOf(await enclave.run(`await null;\nwhile (true) {}`));
  const took = performance.now() - start;
  show(`An endless loop after an await is ended (timeout 500 ms, took ${took.toFixed(0)} ms)`, error);
  expectTrue('endless loop', error?.code === 'TIMEOUT' || error?.code === 'CPU_TIMEOUT');
  await expectAlive('endless loop', enclave);
}

async function memoryBomb(): Promise<void> {
  await using enclave = new Enclave({ memoryLimit: 128 * MB, maxIterations: 1e9 });
  const before = process.memoryUsage.rss();
  const error = errorOf(
    await enclave.run(`const rows = [];\nwhile (true) rows.push(new Array(10000).fill(rows.length));`),
  );
  const grown = (process.memoryUsage.rss() - before) / MB;
  show(`A memory bomb is contained (limit 128 MB, the host grew by ${grown.toFixed(0)} MB)`, error);
  expectEqual('memory bomb', error?.code, 'MEMORY_LIMIT_EXCEEDED');
  await expectAlive('memory bomb', enclave);
}

/** The guard would refuse this text: it is off, to show what stands behind it. */
async function reachForProcess(): Promise<void> {
  await using enclave = new Enclave({ validate: false, toolHandler: async () => ({ items: [] }) });
  const result = await enclave.run(`
    const answer = await callTool('users:list');
    const found = [];
    for (const object of [answer, callTool, console.log, new Error('x'), Promise.resolve(), (async () => {})]) {
      try {
        found.push(typeof object.constructor.constructor('return process')());
      } catch (error) {
        found.push(error.name);
      }
    }
    return [typeof process, typeof require, ...found];
  `);
  const value = result.success ? (result.value as string[]) : [];
  console.log(`\n✓ With the guard off, reaching for the host's process finds nothing\n  ${value.join(', ')}`);
  expectEqual('reach for process', value.length, 8);
  expectTrue('reach for process', !value.includes('object'));
  await expectAlive('reach for process', enclave);
}

const errorOf = (result: ExecutionResult): ExecutionError | undefined => (result.success ? undefined : result.error);

function show(title: string, error: ExecutionError | undefined): void {
  console.log(`\n✓ ${title}\n  ${error?.code}: ${error?.message}`);
  if (error?.codeFrame) console.log(error.codeFrame.replace(/^/gm, '  '));
  if (error?.hint) console.log(`  Hint: ${error.hint}`);
}

async function expectAlive(title: string, enclave: Enclave): Promise<void> {
  const result = await enclave.run('return 6 * 7');
  expectEqual(`the next run after: ${title}`, result.success && result.value, 42);
}
