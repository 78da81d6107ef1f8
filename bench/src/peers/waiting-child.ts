/** In a process of its own: how much memory each of many runs takes that all wait for a tool. Prints MB per run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants, ownShareMegabytes } from '../processes.ts';
import { ONE_PLUS_ONE, WAITING } from '../scripts.ts';

const [who = '', runs = '200'] = process.argv.slice(2);
const count = Number(runs);
let release = () => {};
const gate = new Promise<void>((resolve) => {
  release = resolve;
});

async function open(): Promise<(code: string) => Promise<unknown>> {
  if (who === 'node:vm') {
    const { runBare } = await import('./bare-vm.ts');
    return (code) => runBare(code, () => gate);
  }
  if (who === 'isolated-vm, shared isolate' || who === 'isolated-vm, isolate each') {
    const { sharedIsolate } = await import('./isolated-vm.ts');
    const shared = sharedIsolate();
    return (code) => (who.endsWith('each') ? sharedIsolate(16) : shared).run(code, () => gate);
  }
  const { openRunner } = await import('../subjects.ts');
  const tier = who === 'runner, vm' ? 'vm' : 'process';
  return openRunner(tier, () => gate, tier === 'process' ? { maxProcesses: count } : {}).run;
}

const run = await open();
const total = () => {
  globalThis.gc?.();
  return [process.pid, ...descendants()].reduce((sum, pid) => sum + ownShareMegabytes(pid), 0);
};
await run(ONE_PLUS_ONE);
await sleep(500);
const before = total();
const waiting = Array.from({ length: count }, () => run(WAITING));
let last = 0;
// Children start one after the other: wait until memory stands still.
for (let now = total(); Math.abs(now - last) > 1; now = total()) {
  last = now;
  await sleep(1_500);
}
console.log((total() - before) / count);
release();
await Promise.allSettled(waiting);
process.exit(0);
