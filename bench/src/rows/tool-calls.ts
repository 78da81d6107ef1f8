import { runBare } from '../peers/bare-vm.ts';
import { sharedIsolate } from '../peers/isolated-vm.ts';
import { openRun } from '../peers/run.ts';
import type { Contestant, Row } from '../row.ts';
import { parallelCalls, sequentialCalls, tenMegabytes } from '../scripts.ts';
import { echo, openEnclave, openRunner } from '../subjects.ts';
import { fixed } from './fixed.ts';

const group = 'runner';
const CALLS = 400;

async function isolatedCalls(count: number, parallel: boolean): Promise<Contestant> {
  const { default: ivm } = await import('isolated-vm');
  const isolate = new ivm.Isolate({ memoryLimit: 256 });
  const context = await isolate.createContext();
  const options = '{ arguments: { copy: true }, result: { promise: true, copy: true } }';
  const loop = parallel
    ? `return (await Promise.all(Array.from({ length: ${count} }, (_, i) => $0.apply(undefined, [{ i }], ${options})))).length;`
    : `let n = 0; for (let i = 0; i < ${count}; i++) n += (await $0.apply(undefined, [{ i }], ${options})).i; return n;`;
  const call = async (args: unknown) => args;
  return {
    run: () =>
      context.evalClosure(`return (async () => { ${loop} })()`, [call], {
        arguments: { reference: true },
        result: { promise: true, copy: true },
      }),
    dispose: () => isolate.dispose(),
  };
}

/** One sample is a run of many calls; its fixed cost, shared among them, hardly shows. */
const perCall = (instance: { run(code: string): Promise<unknown>; dispose?(): unknown }, code: string): Contestant =>
  perCallAlone(fixed(instance, code));

const perCallAlone = (contestant: Contestant): Contestant => ({
  ...contestant,
  async run() {
    const from = performance.now();
    await contestant.run();
    return (performance.now() - from) / CALLS;
  },
});

export const toolCallRows: readonly Row[] = [
  {
    id: 'tool-call',
    group,
    title: `one of ${CALLS} sequential tool calls`,
    unit: 'ms',
    ownFigure: true,
    warmUps: 5,
    rounds: 15,
    bar: { ours: 'runner, process', than: 'isolated-vm, async reference', most: 1 },
    contestants: {
      'runner, process': () => perCall(openRunner('process', echo), sequentialCalls(CALLS)),
      'runner, vm': () => perCall(openRunner('vm', echo), sequentialCalls(CALLS)),
      'enclave, process': () => perCall(openEnclave('process', echo), sequentialCalls(CALLS)),
      'isolated-vm, async reference': async () => perCallAlone(await isolatedCalls(CALLS, false)),
      run: () => perCall(openRun(echo), sequentialCalls(CALLS)),
      'node:vm': () => perCallAlone({ run: () => runBare(sequentialCalls(CALLS), echo as never) }),
    },
  },
  {
    id: 'tool-call-parallel',
    group,
    title: `one of ${CALLS} parallel tool calls`,
    unit: 'ms',
    ownFigure: true,
    warmUps: 5,
    rounds: 15,
    contestants: {
      'runner, process': () => perCall(openRunner('process', echo), parallelCalls(CALLS)),
      'runner, vm': () => perCall(openRunner('vm', echo), parallelCalls(CALLS)),
      'isolated-vm, async reference': async () => perCallAlone(await isolatedCalls(CALLS, true)),
      run: () => perCall(openRun(echo), parallelCalls(CALLS)),
    },
  },
  {
    id: 'large-result',
    group,
    title: 'a 10 MB JSON tool result, until the guest has it',
    unit: 'ms',
    ownFigure: true,
    rounds: 7,
    bar: { ours: 'runner, process', than: 'JSON round trip', most: 3 },
    contestants: (() => {
      const big = tenMegabytes();
      const code = 'return (await callTool("big", {})).length';
      const timed = (instance: { run(code: string): Promise<unknown>; dispose(): unknown }): Contestant => ({
        async run() {
          const from = performance.now();
          await instance.run(code);
          return performance.now() - from;
        },
        dispose: () => instance.dispose(),
      });
      return {
        'runner, process': () => timed(openRunner('process', () => big)),
        'runner, vm': () => timed(openRunner('vm', () => big)),
        'isolated-vm, shared isolate': () => {
          const shared = sharedIsolate(1024);
          return timed({ run: (text) => shared.run(text, async () => big), dispose: shared.dispose });
        },
        run: () => timed({ ...openRun(() => big), dispose() {} }),
        'JSON round trip': () => ({
          run() {
            const from = performance.now();
            JSON.parse(JSON.stringify(big));
            return performance.now() - from;
          },
        }),
      };
    })(),
  },
];
