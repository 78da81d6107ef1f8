import type { Contestant, Row } from '../row.ts';
import { ONE_PLUS_ONE, parallelCalls, sequentialCalls } from '../scripts.ts';
import { echo, openRunner } from '../subjects.ts';

const group = 'growth';

/** How far from linear: (time at n x factor / time at n) / factor. 1 is linear. */
function growth(run: (n: number) => Promise<unknown>, from: number, to: number, dispose?: () => unknown): Contestant {
  const time = async (n: number) => {
    const start = performance.now();
    await run(n);
    return performance.now() - start;
  };
  return {
    async run() {
      await time(to);
      const small = Math.min(await time(from), await time(from), await time(from));
      const large = Math.min(await time(to), await time(to));
      return large / small / (to / from);
    },
    ...(dispose === undefined ? {} : { dispose }),
  };
}

export const growthRows: readonly Row[] = [
  {
    id: 'growth-iterations',
    group,
    title: 'iterations, 1e6 to 3e7',
    unit: 'x',
    ownFigure: true,
    rounds: 3,
    contestants: {
      'runner, process': () => {
        const instance = openRunner('process');
        return growth(
          (n) => instance.run(`let s = 0; for (let i = 0; i < ${n}; i++) s = (s + i) % 97; return s;`),
          1e6,
          3e7,
          instance.dispose,
        );
      },
    },
  },
  {
    id: 'growth-tool-calls',
    group,
    title: 'sequential tool calls, 200 to 4,000',
    unit: 'x',
    ownFigure: true,
    rounds: 3,
    contestants: {
      'runner, process': () => {
        const instance = openRunner('process', echo);
        return growth((n) => instance.run(sequentialCalls(n)), 200, 4_000, instance.dispose);
      },
      'runner, vm': () => {
        const instance = openRunner('vm', echo);
        return growth((n) => instance.run(sequentialCalls(n)), 200, 4_000, instance.dispose);
      },
    },
  },
  {
    id: 'growth-parallel-calls',
    group,
    title: 'parallel tool calls, 200 to 4,000',
    unit: 'x',
    ownFigure: true,
    rounds: 3,
    contestants: {
      'runner, process': () => {
        const instance = openRunner('process', echo);
        return growth((n) => instance.run(parallelCalls(n)), 200, 4_000, instance.dispose);
      },
    },
  },
  {
    id: 'growth-concurrency',
    group,
    title: 'runs at once on two processes, 8 to 128',
    unit: 'x',
    ownFigure: true,
    rounds: 3,
    contestants: {
      'runner, process': () => {
        const instance = openRunner('process', undefined, { minProcesses: 2, maxProcesses: 2, maxQueueSize: 1_000 });
        return growth(
          (n) => Promise.all(Array.from({ length: n }, () => instance.run(ONE_PLUS_ONE))),
          8,
          128,
          instance.dispose,
        );
      },
    },
  },
];
