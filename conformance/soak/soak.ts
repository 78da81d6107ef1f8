/**
 * Runs scripts by the thousand, one in five hostile, mixed at random, several at a time: `pnpm soak`. Each result must be
 * the expected one, nothing may be left over, and the host's memory must stay flat. Exits with 1 otherwise.
 */
import { processRunner, resolveLimits } from 'enclave-vm';
import { readFlags, wholeNumber } from '../src/command-line.ts';
import { holdings, holdingsAfterWarmUp } from './leftovers.ts';
import { callTool, createRandom, judge, pickJob } from './workload.ts';

const MB = 1024 * 1024;
const USAGE = `soak [options]            scripts by the thousand, one in five hostile, several at a time

  --runs N           (10000)      --concurrency N    at a time (8)
  --seed N           of the mix (1)
  --minutes N        after which no further run begins (20)

Exit code: 0 every result was right and nothing is left over, 1 otherwise, 2 called wrongly.`;
const flags = readFlags(USAGE, {
  runs: { type: 'string', default: '10000' },
  concurrency: { type: 'string', default: '8' },
  seed: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '20' },
});
const runs = wholeNumber('--runs', flags.runs);
const concurrency = wholeNumber('--concurrency', flags.concurrency);
const minutes = wholeNumber('--minutes', flags.minutes);
const random = createRandom(wholeNumber('--seed', flags.seed, 0));
const limits = resolveLimits('STRICT', { timeout: 1_000 });
const before = await holdingsAfterWarmUp();
const startedAt = performance.now();
const runner = processRunner({ maxProcesses: concurrency });

const ends = new Map<string, number>();
const problems: string[] = [];
const memory: number[] = [];
let started = 0;
let hostile = 0;
let longestStall = 0;

let lastTick = performance.now();
const heartbeat = setInterval(() => {
  const now = performance.now();
  longestStall = Math.max(longestStall, now - lastTick - 10);
  lastTick = now;
}, 10);

async function work(): Promise<void> {
  while (started < runs && performance.now() - startedAt < minutes * 60_000) {
    started++;
    const job = pickJob(random);
    if (job.hostile) hostile++;
    const outcome = await runner.run({ code: job.code }, { limits, level: 'SECURE', callTool });
    const end = outcome.success ? 'success' : outcome.error.code;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    const problem = judge(job, outcome);
    if (problem) problems.push(`${job.code}: ${problem}`);
    if (started % 500 === 0) {
      globalThis.gc?.();
      memory.push(Math.round(process.memoryUsage.rss() / MB));
    }
  }
}

await Promise.all(Array.from({ length: concurrency }, work));
clearInterval(heartbeat);
const seconds = (performance.now() - startedAt) / 1000;
await runner.dispose();
await new Promise((resolve) => setTimeout(resolve, 50));
const after = holdings();

console.log(`${started} runs (${hostile} hostile), ${concurrency} at a time, ${seconds.toFixed(0)} s`);
for (const [end, count] of [...ends].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(7)}  ${end}`);
console.log(`host memory, MB, every 500 runs: ${memory.join(' ')}`);
console.log(`longest stall of the host's event loop: ${longestStall.toFixed(0)} ms`);
console.log(`before: ${JSON.stringify(before)}\nafter:  ${JSON.stringify(after)}`);
for (const problem of problems.slice(0, 20)) console.log(`WRONG  ${problem}`);

const half = memory[Math.floor(memory.length / 2)] ?? 0;
const grown = (memory.at(-1) ?? 0) - half;
if (grown > 30) console.log(`WRONG  the host's memory grew by ${grown} MB over the second half`);
const leftover = after.children > before.children || after.descriptors > before.descriptors;
if (leftover) console.log('WRONG  something is left over');
if (started < runs) console.log(`WRONG  only ${started} of ${runs} runs in ${minutes} minutes`);
process.exitCode = problems.length > 0 || leftover || grown > 30 || started < runs ? 1 : 0;
console.log(process.exitCode === 0 ? 'soak passed' : 'soak failed');
