import type { ErrorCode, RunOptions } from 'enclave-vm';

/** A script and the one way in which it may end. */
export interface Job {
  readonly code: string;
  readonly expected: unknown | { readonly code: readonly ErrorCode[] };
  readonly hostile: boolean;
}

const honest = (code: string, expected: unknown): Job => ({ code, expected, hostile: false });
const hostile = (code: string, ...codes: ErrorCode[]): Job => ({ code, expected: { code: codes }, hostile: true });

const HONEST: readonly Job[] = [
  honest('return 1 + 1', 2),
  honest("const r = await callTool('echo', { n: 20 }); return r.n + 1", 21),
  honest(
    "const all = await Promise.all([1, 2, 3].map((n) => callTool('echo', { n }))); return all.map((r) => r.n)",
    [1, 2, 3],
  ),
  honest("let sum = 0; for (let i = 0; i < 1000; i++) sum += i; console.log('sum', sum); return sum", 499500),
  honest("const m = new Map([['a', 1]]); return [...m.keys()].join()", 'a'),
  honest("try { await callTool('fail', {}) } catch (e) { return e.message }", 'no such luck'),
  honest("return 'x'.repeat(50000).length", 50000),
  honest("return new URL('https://example.org/a?b=1').searchParams.get('b')", '1'),
];

const HOSTILE: readonly Job[] = [
  hostile('for (;;);', 'TIMEOUT'),
  hostile('await null; for (;;) await null;', 'TIMEOUT'),
  hostile('await new Promise(() => {})', 'DEADLOCK'),
  hostile("throw new TypeError('no')", 'EXECUTION_ERROR'),
  hostile('const k = []; for (;;) k.push(new Uint8Array(32 << 20).fill(1))', 'MEMORY_LIMIT_EXCEEDED'),
  hostile('const k = []; for (;;) k.push(new Array(10000).fill(1.5))', 'MEMORY_LIMIT_EXCEEDED', 'TIMEOUT'),
  hostile("for (;;) await callTool('echo', {})", 'MAX_TOOL_CALLS'),
  hostile("for (;;) console.log('x'.repeat(1000))", 'OUTPUT_LIMIT_EXCEEDED', 'MAX_CONSOLE_CALLS'),
  hostile('return () => 1', 'SERIALIZATION_ERROR'),
  hostile("return 'x'.repeat(5_000_000)", 'RESULT_TOO_LARGE'),
  hostile("Function('return process')()", 'EXECUTION_ERROR'),
  hostile('return ]', 'VALIDATION_ERROR'),
  hostile("await callTool('fail', {})", 'TOOL_ERROR'),
  hostile("Promise.reject(new Error('nobody cares')); throw 1", 'EXECUTION_ERROR'),
  hostile('return /^(a+)+$/.test("a".repeat(40) + "!")', 'TIMEOUT'),
];

/** A generator of numbers from 0 to 1 that gives the same series for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One job in five is hostile. */
export function pickJob(random: () => number): Job {
  const jobs = random() < 0.2 ? HOSTILE : HONEST;
  return jobs[Math.floor(random() * jobs.length)] as Job;
}

export const honestJob = (random: () => number): Job => HONEST[Math.floor(random() * HONEST.length)] as Job;

export const callTool: NonNullable<RunOptions['callTool']> = async ({ name, args }) => {
  if (name === 'fail') throw new Error('no such luck');
  return args;
};

/** Says what is wrong with how a job ended; `undefined` if nothing is. */
export function judge(
  job: Job,
  outcome: { success: boolean; value?: unknown; error?: { code: ErrorCode; message: string } },
) {
  const codes = (job.expected as { code?: readonly ErrorCode[] } | null)?.code;
  if (outcome.success) {
    if (codes) return `succeeded, where ${codes.join(' or ')} was expected`;
    const [got, wanted] = [JSON.stringify(outcome.value), JSON.stringify(job.expected)];
    return got === wanted ? undefined : `gave ${got?.slice(0, 80)}, where ${wanted} was expected`;
  }
  const { code, message } = outcome.error as { code: ErrorCode; message: string };
  return codes?.includes(code) ? undefined : `ended as ${code}: ${message}`;
}
