import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { descendants, residentMegabytes } from '../processes.ts';
import type { Row } from '../row.ts';
import { ONE_PLUS_ONE } from '../scripts.ts';
import { openRunner } from '../subjects.ts';

const group = 'runner';

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

export const memoryRows: readonly Row[] = [
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
