import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { runBare } from '../peers/bare-vm.ts';
import { runNewIsolate, sharedIsolate } from '../peers/isolated-vm.ts';
import { runQuickJS } from '../peers/quickjs.ts';
import { openRun } from '../peers/run.ts';
import { openSes } from '../peers/ses.ts';
import { runVm2 } from '../peers/vm2.ts';
import { type Contestant, figureOf, type Row } from '../row.ts';
import { ONE_PLUS_ONE } from '../scripts.ts';
import { openEnclave, openRunner } from '../subjects.ts';
import { fixed } from './fixed.ts';

const group = 'runner';

/** Milliseconds until a bare `node` has written one line. */
async function spawnBareNode(): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['-e', 'console.log(1)'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const ms = performance.now() - from;
  if (child.exitCode === null) await once(child, 'exit');
  return ms;
}

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

export const runRows: readonly Row[] = [
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
];
