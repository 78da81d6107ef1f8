import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Mode } from '../subjects/modes.ts';
import { type HostCondition, launchOf } from './host-condition.ts';
import type { Alive, HostMessage, Job, Outcome } from './protocol.ts';

const HOST = fileURLToPath(new URL('./host.ts', import.meta.url));
/** What one case may take beyond its own time limit before its host is killed. */
const KILL_AFTER = 8_000;
/** A host that grows beyond this is taken down before it takes the machine down. */
const HOST_MEMORY = 1_500;
/** What a product asks of the Node that it runs in. */
const HOST_FLAGS: Partial<Record<Mode, readonly string[]>> = { 'isolated-vm': ['--no-node-snapshot'] };

function residentPeak(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** One host process and the cases that it survived. A host that misbehaved is not used again. */
class Host {
  #child: ChildProcess | undefined;
  #condition: HostCondition | undefined;

  async #start(mode: Mode): Promise<ChildProcess> {
    const { execArgv, env } = launchOf(this.#condition);
    const child = fork(HOST, [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      // A leak must be worth something: the host allows code generation and has a secret in its environment.
      env: { ...process.env, AG_SECRET: 'topsecret-73', NODE_OPTIONS: '', ...env },
      execArgv: ['--max-old-space-size=2048', ...(HOST_FLAGS[mode] ?? []), ...execArgv],
    });
    await once(child, 'message');
    return child;
  }

  async run(job: Job): Promise<Outcome> {
    const condition = job.host ?? job.attack.host;
    if (condition !== this.#condition) {
      await this.stop();
      this.#condition = condition;
    }
    this.#child ??= await this.#start(job.mode);
    const child = this.#child;
    const outcome = await observe(child, job);
    if (outcome.dirty || job.alone === true) await this.stop();
    return outcome.seen;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

async function observe(child: ChildProcess, job: Job): Promise<{ seen: Outcome; dirty: boolean }> {
  const from = performance.now();
  let settled: Outcome['settled'] = null;
  let alive: Alive | null = null;
  let ms = 0;
  let stallMs = 0;
  let errBytes = 0;
  let errText = '';
  let killed: Outcome['killed'] = '';
  let fault: string | undefined;
  let rss = 0;
  let ended = false;

  const onError = (chunk: Buffer) => {
    errBytes += chunk.length;
    if (errText.length < 2000) errText += chunk.toString('utf8', 0, 2000);
  };
  child.stderr?.on('data', onError);
  const kill = (why: 'hang' | 'oom') => {
    killed = why;
    child.kill('SIGKILL');
  };
  const runs = job.attack.runs ?? 1;
  const deadline = setTimeout(
    () => kill('hang'),
    (job.attack.limits?.timeoutMs ?? job.timeoutMs) * runs + (job.killAfterMs ?? KILL_AFTER),
  );
  const watch = setInterval(() => {
    rss = Math.max(rss, residentPeak(child.pid));
    if (rss > HOST_MEMORY) kill('oom');
  }, 25);

  await new Promise<void>((resolve) => {
    const onMessage = (message: HostMessage) => {
      if (message.type === 'settled') ({ settled, ms } = message);
      if (message.type === 'alive') ({ alive, stallMs } = message);
      if (message.type === 'done') {
        fault = message.fault;
        finish();
      }
    };
    const onExit = () => {
      ended = true;
      finish();
    };
    const finish = () => {
      rss = Math.max(rss, residentPeak(child.pid));
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.stderr?.off('data', onError);
      clearTimeout(deadline);
      clearInterval(watch);
      resolve();
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(job);
  });

  const seen: Outcome = {
    settled,
    alive,
    code: ended ? child.exitCode : undefined,
    sig: ended ? child.signalCode : undefined,
    killed,
    errBytes,
    rss,
    ms: ms || performance.now() - from,
    stallMs,
    ...(fault === undefined && !ended ? {} : { fault: fault ?? errText }),
  };
  const marked = (seen.alive?.marks.length ?? 0) > 0;
  return { seen, dirty: ended || fault !== undefined || marked || rss > 400 };
}

/** Runs all jobs, `width` at a time, each in a host that is replaced after a fault. Results keep the order of the jobs. */
export async function runJobs(
  jobs: readonly Job[],
  width = 2,
  onDone?: (job: Job, outcome: Outcome) => void,
): Promise<Outcome[]> {
  const results: Outcome[] = [];
  let next = 0;
  const lane = async () => {
    const host = new Host();
    while (next < jobs.length) {
      const index = next++;
      const job = jobs[index] as Job;
      const outcome = await host.run(job);
      results[index] = outcome;
      onDone?.(job, outcome);
    }
    await host.stop();
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
