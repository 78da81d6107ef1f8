/** A probe that finds every place safe would be of no use: here each meets a place that is not. */
import vm from 'node:vm';
import type { Program, Runner, RunOutcome } from 'enclave-vm';
import { expect, test } from 'vitest';
import { tryAbuses } from './abuse.ts';
import { tryBreakouts } from './breakout.ts';

const outcome = (rest: object) => ({ stats: {}, toolCalls: [], console: [], ...rest }) as unknown as RunOutcome;

/** A runner as one would write it at first: a vm context with host functions in it. */
const naiveRunner = {
  run: async ({ code }: Program) => {
    const context = vm.createContext({ callTool: async () => ({}) });
    return outcome({ success: true, value: await vm.runInContext(`(async () => { ${code} })()`, context) });
  },
} as unknown as Runner;

const givesUp = {
  run: async () => outcome({ success: false, error: { code: 'RUNNER_CRASHED' } }),
} as unknown as Runner;

test('the climb finds the host in a realm that holds a host function', async () => {
  const [result] = await tryAbuses(naiveRunner, ['realmIsolation']);
  expect(result).toMatchObject({ contained: false });
  expect(result?.seen).toContain('the process of the host');
});

test('an end that is not the right one counts as broken', async () => {
  const names = ['realmIsolation', 'cpuLoops', 'nativeLoops', 'heapMemory', 'offHeapMemory', 'responsiveHost'] as const;
  const results = await tryAbuses(givesUp, names);
  expect(results.map(({ contained }) => contained)).toEqual(names.map(() => false));
});

test('an ordinary child process is broken out of in every way', async () => {
  const results = await tryBreakouts(({ entryText }) => ({
    command: process.execPath,
    args: ['--input-type=commonjs', '--eval', entryText],
    options: { stdio: ['ignore', 'pipe', 'ignore'] },
  }));
  expect(results.filter(({ contained }) => contained !== false)).toEqual([]);
});
