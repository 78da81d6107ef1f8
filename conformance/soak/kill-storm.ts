/**
 * Kills children with SIGKILL at random moments while runs go on: `node soak/kill-storm.ts`. A run may end
 * as RUNNER_CRASHED only if its own child was killed, all others must give their value. Linux only.
 */
import { readFileSync } from 'node:fs';
import { processRunner, resolveLimits } from 'enclave-vm';
import { readFlags, wholeNumber } from '../src/command-line.ts';
import { holdings, holdingsAfterWarmUp } from './leftovers.ts';
import { createRandom, honestJob, judge } from './workload.ts';

const USAGE = `kill-storm [options]      kills children at random moments while runs go on (Linux)

  --runs N    (500)      --seed N    of the moments (1)

Exit code: 0 only killed runs failed, 1 otherwise, 2 called wrongly.`;
const flags = readFlags(USAGE, {
  runs: { type: 'string', default: '500' },
  seed: { type: 'string', default: '1' },
});
const runs = wholeNumber('--runs', flags.runs);
const random = createRandom(wholeNumber('--seed', flags.seed, 0));
const limits = resolveLimits('STANDARD', { timeout: 20_000 });
const before = await holdingsAfterWarmUp();
const runner = processRunner({ maxProcesses: 4 });

function childPids(): number[] {
  const list = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

let kills = 0;
let done = false;
async function storm(): Promise<void> {
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 200));
    const pids = childPids();
    const pid = pids[Math.floor(random() * pids.length)];
    if (pid === undefined) continue;
    try {
      process.kill(-pid, 'SIGKILL');
      kills++;
    } catch {
      // It ended a moment ago, or is about to lead its group.
    }
  }
}

let started = 0;
let crashed = 0;
let fine = 0;
const problems: string[] = [];
async function work(): Promise<void> {
  while (started < runs) {
    started++;
    const job = honestJob(random);
    // Long enough to be hit: tools take their time.
    const callTool = async ({ name, args }: { name: string; args: unknown }) => {
      await new Promise((resolve) => setTimeout(resolve, random() * 60));
      if (name === 'fail') throw new Error('no such luck');
      return args;
    };
    const outcome = await runner.run({ code: `await callTool('echo', {}); ${job.code}` }, { limits, callTool });
    if (!outcome.success && outcome.error.code === 'RUNNER_CRASHED') {
      crashed++;
      continue;
    }
    const problem = judge(job, outcome);
    if (problem) problems.push(`${job.code}: ${problem}`);
    else fine++;
  }
}

const storming = storm();
await Promise.all(Array.from({ length: 4 }, work));
done = true;
await storming;
await runner.dispose();
const after = holdings();
console.log(`${started} runs, ${kills} kills: ${fine} gave their value, ${crashed} ended as RUNNER_CRASHED`);
console.log(`before: ${JSON.stringify(before)}\nafter:  ${JSON.stringify(after)}`);
for (const problem of problems.slice(0, 20)) console.log(`WRONG  ${problem}`);
if (crashed > kills) console.log('WRONG  more runs crashed than children were killed');
if (crashed === 0) console.log('WRONG  no kill hit a run: the storm shows nothing');
const leftover = after.children > before.children || after.descriptors > before.descriptors;
if (leftover) console.log('WRONG  something is left over');
process.exitCode = problems.length > 0 || crashed > kills || crashed === 0 || leftover ? 1 : 0;
console.log(process.exitCode === 0 ? 'kill storm passed' : 'kill storm failed');
