/** A disposable host process: it runs one case at a time and may die of it. Started by `pool.ts`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { attackSource } from '../corpus.ts';
import type { Settled } from '../subject.ts';
import { openSubject } from '../subjects/open.ts';
import { watchStalls } from './event-loop.ts';
import { fixtureSide } from './fixture-side.ts';
import { underCondition } from './host-condition.ts';
import type { HostMessage, Job } from './protocol.ts';

const tell = (message: HostMessage): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, {}, () => resolve());
  });

/** Megabytes of result need not travel to the parent: the oracle looks for marks, which stand at the ends. */
function shorten(settled: Settled): Settled {
  const { raw: _, ...rest } = settled;
  const cut = (text: string) => (text.length <= 4000 ? text : `${text.slice(0, 2000)} ... ${text.slice(-2000)}`);
  return { ...rest, value: cut(rest.value), logs: rest.logs.slice(0, 200).map(cut) };
}

async function run(job: Job): Promise<void> {
  const { attack } = job;
  const side = fixtureSide(attack);
  const open = await openSubject(job.mode, job.level, job.tier);
  const subject = await open({
    ...attack.limits,
    timeoutMs: attack.limits?.timeoutMs ?? job.timeoutMs,
    memoryMb: job.memoryMb,
  });
  const source = attackSource(attack);
  const stalls = watchStalls();
  const from = performance.now();
  let settled: Settled | undefined;
  for (let turn = 0; turn < (attack.runs ?? 1); turn++) settled = await subject.run(source, side.host);
  const ms = performance.now() - from;
  side.markSettled();
  if (settled !== undefined) await tell({ type: 'settled', settled: shorten(settled), ms });
  await sleep(job.graceMs);
  await tell({ type: 'alive', alive: await side.alive(), stallMs: stalls.stop() });
  const disposeFrom = performance.now();
  await subject.dispose();
  await tell({ type: 'done', disposeMs: performance.now() - disposeFrom });
}

process.on('message', (job: Job) => {
  underCondition(job.host ?? job.attack.host, () => run(job)).catch((error: unknown) =>
    tell({
      type: 'done',
      disposeMs: 0,
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
});
await tell({ type: 'ready' });
