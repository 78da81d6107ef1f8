import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runBare } from '../peers/bare-vm.ts';
import { runNewIsolate, sharedIsolate } from '../peers/isolated-vm.ts';
import { runQuickJS } from '../peers/quickjs.ts';
import { openRun } from '../peers/run.ts';
import { openSes } from '../peers/ses.ts';
import { runVm2 } from '../peers/vm2.ts';
import { descendants, residentMegabytes } from '../processes.ts';
import { type Contestant, figureOf, type Row } from '../row.ts';
import { ARRAY_HEAVY, LOOP_3E6, ONE_PLUS_ONE, parallelCalls, sequentialCalls, tenMegabytes } from '../scripts.ts';
import { echo, openEnclave, openRunner } from '../subjects.ts';

const group = 'runner';
const CALLS = 400;

const fixed = (instance: { run(code: string): unknown; dispose?(): unknown }, code: string): Contestant => ({
  run: () => instance.run(code),
  dispose: () => instance.dispose?.(),
});

/** Milliseconds until a bare `node` has written one line. */
async function spawnBareNode(): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['-e', 'console.log(1)'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const ms = performance.now() - from;
  if (child.exitCode === null) await once(child, 'exit');
  return ms;
}

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

/** Time of one run that finds everything at rest, as in a server between two requests: the median of some. */
const afterPauses = (contestant: Contestant): Contestant => ({
  ...contestant,
  async run() {
    const times: number[] = [];
    for (let turn = 0; turn < 25; turn++) {
      await sleep(1);
      const from = performance.now();
      await contestant.run();
      times.push(performance.now() - from);
    }
    return figureOf(times).median;
  },
});

const WAITING_CHILD = fileURLToPath(new URL('../peers/waiting-child.ts', import.meta.url));

/** Measured in a process of its own: what came before in this one would drown the difference. */
async function waitingMemory(who: string, count: number): Promise<number> {
  const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', WAITING_CHILD, who, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  if (text.trim() === '') throw new Error('the measuring process ended early');
  return Number(text);
}

export const runnerRows: readonly Row[] = [
  {
    id: 'warm-run',
    group,
    title: 'warm run of `return 1+1`, a millisecond after the one before',
    unit: 'ms',
    ownFigure: true,
    warmUps: 3,
    rounds: 15,
    bar: { ours: 'runner, process', than: 'isolated-vm, new isolate', most: 0.25 },
    contestants: {
      'runner, process': () => afterPauses(fixed(openRunner('process'), ONE_PLUS_ONE)),
      'runner, vm': () => afterPauses(fixed(openRunner('vm'), ONE_PLUS_ONE)),
      'enclave, process': () => afterPauses(fixed(openEnclave('process'), ONE_PLUS_ONE)),
      'enclave, vm': () => afterPauses(fixed(openEnclave('vm'), ONE_PLUS_ONE)),
      'isolated-vm, new isolate': () => afterPauses({ run: () => runNewIsolate(ONE_PLUS_ONE) }),
      'quickjs-emscripten': () => afterPauses({ run: () => runQuickJS(ONE_PLUS_ONE) }),
      run: () => afterPauses(fixed(openRun(), ONE_PLUS_ONE)),
      vm2: () => afterPauses({ run: () => runVm2(ONE_PLUS_ONE) }),
      'node:vm': () => afterPauses({ run: () => runBare(ONE_PLUS_ONE) }),
    },
  },
  {
    id: 'warm-run-ses',
    group,
    title: 'the same in SES, timed in a process of its own',
    unit: 'ms',
    ownFigure: true,
    rounds: 3,
    contestants: { ses: () => openSes(ONE_PLUS_ONE) },
  },
  {
    id: 'back-to-back',
    group,
    title: 'back-to-back runs in one process, a fresh context each (time of one)',
    unit: 'ms',
    bar: { ours: 'runner, process', than: 'isolated-vm, shared isolate', most: 1.2 },
    rounds: 9,
    timePerRound: 120,
    contestants: {
      'runner, process': () =>
        fixed(openRunner('process', undefined, { minProcesses: 1, maxProcesses: 1 }), ONE_PLUS_ONE),
      'runner, two processes': () => fixed(openRunner('process'), ONE_PLUS_ONE),
      'runner, vm': () => fixed(openRunner('vm'), ONE_PLUS_ONE),
      'isolated-vm, shared isolate': () => fixed(sharedIsolate(), ONE_PLUS_ONE),
      'isolated-vm, new isolate': () => ({ run: () => runNewIsolate(ONE_PLUS_ONE) }),
      'node:vm': () => ({ run: () => runBare(ONE_PLUS_ONE) }),
    },
  },
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
    id: 'cpu-loop',
    group,
    title: '3e6 loop iterations, limits and positions on, whole run',
    unit: 'ms',
    bar: { ours: 'enclave, process', than: 'node:vm', most: 1.25 },
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), LOOP_3E6),
      'enclave, vm': () => fixed(openEnclave('vm'), LOOP_3E6),
      'isolated-vm, shared isolate': () => fixed(sharedIsolate(), LOOP_3E6),
      'node:vm': () => ({ run: () => runBare(LOOP_3E6) }),
    },
  },
  {
    id: 'cpu-loop-slow-peers',
    group,
    title: 'the same loop, a tenth as long, in the interpreters',
    unit: 'ms',
    rounds: 3,
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), LOOP_3E6.replace('3000000', '300000')),
      'quickjs-emscripten': () => ({ run: () => runQuickJS(LOOP_3E6.replace('3000000', '300000')) }),
      run: () => fixed(openRun(), LOOP_3E6.replace('3000000', '300000')),
      vm2: () => ({ run: () => runVm2(LOOP_3E6.replace('3000000', '300000')) }),
    },
  },
  {
    id: 'array-heavy',
    group,
    title: 'array-heavy script (20,000 records grouped, mapped, sorted)',
    unit: 'ms',
    rounds: 5,
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), ARRAY_HEAVY),
      'enclave, vm': () => fixed(openEnclave('vm'), ARRAY_HEAVY),
      'isolated-vm, shared isolate': () => fixed(sharedIsolate(), ARRAY_HEAVY),
      'quickjs-emscripten': () => ({ run: () => runQuickJS(ARRAY_HEAVY) }),
      vm2: () => ({ run: () => runVm2(ARRAY_HEAVY) }),
      'node:vm': () => ({ run: () => runBare(ARRAY_HEAVY) }),
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
  {
    id: 'cold-start',
    group,
    title: 'first result of a new pool',
    unit: 'ms',
    ownFigure: true,
    rounds: 9,
    bar: { ours: 'runner, process', than: 'bare node, one line', most: 2.5 },
    contestants: {
      'runner, process': () => ({
        async run() {
          const from = performance.now();
          const instance = openRunner('process', undefined, { minProcesses: 1, maxProcesses: 1 });
          await instance.run(ONE_PLUS_ONE);
          const ms = performance.now() - from;
          await instance.dispose();
          return ms;
        },
      }),
      'runner, vm': () => ({
        async run() {
          const from = performance.now();
          const instance = openRunner('vm');
          await instance.run(ONE_PLUS_ONE);
          const ms = performance.now() - from;
          await instance.dispose();
          return ms;
        },
      }),
      'bare node, one line': () => ({ run: spawnBareNode }),
    },
  },
  {
    id: 'idle-memory',
    group,
    title: 'resident memory of an idle child',
    unit: 'MB',
    ownFigure: true,
    rounds: 3,
    bar: { ours: 'runner, process', most: 60 },
    contestants: {
      'runner, process': () => ({
        async run() {
          const before = new Set(descendants());
          const instance = openRunner('process', undefined, { minProcesses: 1, maxProcesses: 1 });
          await instance.run(ONE_PLUS_ONE);
          await sleep(300);
          const mine = descendants().filter((pid) => !before.has(pid));
          const megabytes = Math.max(...mine.map(residentMegabytes));
          await instance.dispose();
          return megabytes;
        },
      }),
      'bare node': () => ({
        async run() {
          const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
          await sleep(300);
          const megabytes = residentMegabytes(child.pid as number);
          child.kill();
          return megabytes;
        },
      }),
    },
  },
  {
    id: 'kill-latency',
    group,
    title: 'endless loop: time beyond its 200 ms limit',
    unit: 'ms',
    ownFigure: true,
    rounds: 5,
    contestants: Object.fromEntries(
      (['process', 'vm'] as const).map((tier) => [
        `enclave, ${tier}`,
        () => {
          const { enclave, dispose } = openEnclave(tier, undefined, { timeout: 200, maxIterations: 2_000_000_000_000 });
          return {
            async run() {
              const from = performance.now();
              const result = await enclave.run('for (;;) {}');
              if (result.success) throw new Error('an endless loop ended well');
              return performance.now() - from - 200;
            },
            dispose,
          };
        },
      ]),
    ),
  },
  {
    id: 'waiting-runs',
    group,
    title: 'memory of one more run that waits for a tool, with 200 waiting at once (16 in the process tier)',
    unit: 'MB',
    ownFigure: true,
    rounds: 1,
    contestants: Object.fromEntries(
      [
        ['runner, vm', 200],
        ['runner, process', 16],
        ['isolated-vm, shared isolate', 200],
        ['isolated-vm, isolate each', 200],
        ['node:vm', 200],
      ].map(([who, count]) => [who, () => ({ run: () => waitingMemory(String(who), Number(count)) })]),
    ),
  },
];
