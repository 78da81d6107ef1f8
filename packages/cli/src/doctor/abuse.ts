import { type GuaranteeName, type Limits, type Runner, type RunOutcome, resolveLimits } from 'enclave-vm';
import { formatDuration } from '../values/duration.ts';
import { formatSize } from '../values/size.ts';
import type { ProbeResult } from './probe.ts';

const MEMORY_LIMIT = 64 * 1024 * 1024;
const TIMEOUT = 1_000;
const TICK = 10;

interface Abuse {
  guarantee: GuaranteeName;
  attempt: string;
  /** The script, run without validation and without loop counting: the runner alone has to hold. */
  code: string;
  limits: Partial<Limits>;
  /** Judges the outcome, and what the host noticed meanwhile. */
  contained: (outcome: RunOutcome, pulse: Pulse) => boolean;
}

/** How the host's event loop fared during the run. */
interface Pulse {
  ticks: number;
  duration: number;
}

const codeOf = (outcome: RunOutcome) => (outcome.success ? 'success' : outcome.error.code);
const endedOnTime = (outcome: RunOutcome) => ['TIMEOUT', 'CPU_TIMEOUT'].includes(codeOf(outcome));
const outOfMemory = (outcome: RunOutcome) => codeOf(outcome) === 'MEMORY_LIMIT_EXCEEDED';

const ABUSES: readonly Abuse[] = [
  {
    guarantee: 'realmIsolation',
    attempt: 'climb from every value of the realm to the host',
    code: climb(),
    limits: {},
    contained: (outcome) => outcome.success && String(outcome.value).startsWith('nothing of the host'),
  },
  {
    guarantee: 'cpuLoops',
    attempt: 'loop for ever after an await',
    code: 'await null; for (;;) {}',
    limits: { timeout: TIMEOUT },
    contained: endedOnTime,
  },
  {
    guarantee: 'responsiveHost',
    attempt: 'loop for ever while the host has timers to serve',
    code: 'for (;;) {}',
    limits: { timeout: TIMEOUT },
    contained: (outcome, { ticks, duration }) => endedOnTime(outcome) && ticks > duration / TICK / 4,
  },
  {
    guarantee: 'nativeLoops',
    attempt: 'match a regular expression that blows up',
    code: `return /^(a+)+$/.test('a'.repeat(40) + 'b');`,
    limits: { timeout: TIMEOUT },
    contained: endedOnTime,
  },
  {
    guarantee: 'heapMemory',
    attempt: 'fill the heap',
    code: 'const all = []; for (let i = 0; ; i += 1) all.push(new Array(1000).fill(i));',
    limits: { memoryLimit: MEMORY_LIMIT },
    contained: outOfMemory,
  },
  {
    guarantee: 'offHeapMemory',
    attempt: 'allocate buffers outside of the heap',
    code: 'const all = []; for (;;) all.push(new Uint8Array(8 * 1024 * 1024).fill(1));',
    limits: { memoryLimit: MEMORY_LIMIT },
    contained: outOfMemory,
  },
  {
    guarantee: 'hostSurvivesAborts',
    attempt: 'make V8 abort',
    code: 'const all = []; for (;;) all.push(new Array(2 ** 27).fill(0));',
    limits: { memoryLimit: MEMORY_LIMIT },
    contained: (outcome) => !outcome.success,
  },
];

/** Runs hostile scripts on a runner, and says what each came to. */
export async function tryAbuses(runner: Runner, names: readonly GuaranteeName[]): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const abuse of ABUSES.filter(({ guarantee }) => names.includes(guarantee))) {
    results.push(await tryAbuse(runner, abuse));
  }
  return results;
}

async function tryAbuse(runner: Runner, { guarantee, attempt, code, limits, contained }: Abuse): Promise<ProbeResult> {
  const started = performance.now();
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), TICK);
  const outcome = await runner.run({ code }, { limits: resolveLimits('STANDARD', { timeout: 10_000, ...limits }) });
  clearInterval(timer);
  const pulse = { ticks, duration: performance.now() - started };
  return { guarantee, attempt, contained: contained(outcome, pulse), seen: describe(outcome, pulse) };
}

function describe(outcome: RunOutcome, { ticks, duration }: Pulse): string {
  const end = outcome.success ? String(outcome.value) : outcome.error.code;
  const peak = outcome.stats.peakMemory === undefined ? '' : `, peak ${formatSize(outcome.stats.peakMemory)}`;
  return `${end} after ${formatDuration(duration)}${peak}, ${ticks} host timers served`;
}

/** Walks over everything that the realm holds, and tries the constructor of each thing as a way to the host. */
function climb(): string {
  return `
    const seen = new Set();
    const queue = [globalThis, callTool, await callTool('none').catch((error) => error)];
    const follow = (look) => { try { queue.push(look()); } catch (error) { if (seen.size < 500) queue.push(error); } };
    for (let turn = 0; turn < 20000 && queue.length > 0; turn += 1) {
      const value = queue.shift();
      if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) continue;
      seen.add(value);
      if (typeof value.pid === 'number') return 'the process of the host';
      for (const key of Reflect.ownKeys(value)) follow(() => value[key]);
      follow(() => Reflect.getPrototypeOf(value));
      follow(() => value.constructor('return process')());
    }
    const named = typeof process === 'object' || typeof require === 'function';
    return named ? 'globals of the host' : 'nothing of the host among ' + seen.size + ' objects';
  `;
}
