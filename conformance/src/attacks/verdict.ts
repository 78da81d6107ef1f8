import { availableParallelism, loadavg } from 'node:os';
import type { Attack } from '../corpus.ts';
import { inCorpus } from '../corpus.ts';
import { LIMIT_CODES } from '../limit-codes.ts';
import { CHILD_MODES, FOREIGN_MODES } from '../subjects/modes.ts';
import type { Job, Outcome } from './protocol.ts';

const { judge } = (await import(inCorpus('oracle.mjs'))) as {
  judge: (attack: Attack, outcome: Outcome) => { contained: boolean; why: string };
};

/** How far over its time limit a run may end, counting spawn and kill, before it counts as out of budget. */
const SLACK_MS = 1_500;
/** How many want each core: where others work too, everything takes so much longer. */
const crowd = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
/** The host's own event loop must not feel a guest in another process. */
export const STALL_MS = 50;
const SOURCE_STALL_MS = 250;

const MB = 1024 * 1024;
/** What a child may hold at the very most, in MB: beyond that it is the machine that suffers. */
export const mostHeld = ({ memoryMb }: Pick<Job, 'memoryMb'>): number => 1024 + 2 * memoryMb;

/**
 * The vm tier lives in the host process: it has no memory cap, a built-in that ignores termination goes on, and an abort
 * of V8 is the host's.
 */
export const UNPROMISED_IN_VM = /^dos-(memory|crash|cpu)$/;
/** What the oracle says where Node itself wrote to the stderr of the host: for rejections at the edge of the stack. */
export const FLOODED = 'host stderr flooded';

/** Ends that a hostile resource hog may have: a limit, or a clean refusal or error, or a result in time. */
export interface Verdict {
  readonly contained: boolean;
  readonly why: string;
  readonly code: string;
  readonly stalled: boolean;
  /** The tier says openly that it does not hold against this: `guarantees` has the entry. */
  readonly unpromised: boolean;
}

/** The oracle's judgement, plus the budget: `dos-*` cases must end in time and leave the host responsive. */
export function verdictOf(job: Job, outcome: Outcome): Verdict {
  const { contained, why } = excused(job, outcome) ?? judge(job.attack, seenFromHost(job, outcome));
  const code = outcome.settled?.code ?? (outcome.killed || 'HOST_FAULT');
  const inVm = job.tier === 'vm' && !FOREIGN_MODES.has(job.mode);
  const unpromised = inVm && (UNPROMISED_IN_VM.test(job.attack.kind) || why === FLOODED);
  // A source made to be hard to read is judged in the host, before anything runs: the guard has a bar of its own for it.
  const bar = job.attack.codeGen === undefined ? STALL_MS : SOURCE_STALL_MS;
  const stalled = job.judgeTime !== false && job.tier === 'process' && outcome.stallMs > bar;
  if (!contained)
    return {
      contained,
      why: outcome.fault ? `${why}: ${outcome.fault.slice(0, 300)}` : why,
      code,
      stalled,
      unpromised,
    };
  if (outcome.fault !== undefined)
    return { contained: false, why: `harness fault: ${outcome.fault.slice(0, 300)}`, code, stalled, unpromised };
  const held = (outcome.settled?.peakMemory ?? 0) / MB;
  if (held > mostHeld(job))
    return { contained: false, why: `the child held ${Math.round(held)} MB`, code, stalled, unpromised };
  const budget = (job.attack.limits?.timeoutMs ?? job.timeoutMs) * (job.attack.runs ?? 1) + SLACK_MS * crowd();
  if (job.judgeTime !== false && outcome.ms > budget)
    return {
      contained: false,
      why: `took ${Math.round(outcome.ms)} ms, budget ${Math.round(budget)}`,
      code,
      stalled,
      unpromised,
    };
  return { contained: true, why, code, stalled, unpromised };
}

/**
 * Where the process alone is judged, the script may do as it likes in the child: that it reports to have left its realm
 * says nothing, unless it brings something of the host's along.
 */
function seenFromHost({ mode }: Job, outcome: Outcome): Outcome {
  if (!CHILD_MODES.has(mode) || outcome.settled === null) return outcome;
  const own = (text: string) => (text.includes('topsecret-73') ? text : text.replaceAll('PWNED', 'in the child'));
  const { settled } = outcome;
  return { ...outcome, settled: { ...settled, value: own(settled.value), logs: settled.logs.map(own) } };
}

/**
 * Cases that the oracle leaves to a stance. Ours: work inside of callbacks of built-ins is bounded by time, not by
 * `maxIterations`; and a loop that ends for another reason than time is not a timeout that was hidden.
 */
function excused(
  { attack, mode, host }: Job,
  { settled, alive, killed }: Outcome,
): { contained: boolean; why: string } | undefined {
  if (settled === null || alive === null || killed !== '') return undefined;
  const isCallbackWork = attack.kind === 'limit-evasion' && attack.policy === true;
  // Nothing counts loops where nothing instruments them.
  const isUncounted = attack.limits?.maxIterations !== undefined && mode === 'runner-only';
  if (isCallbackWork || isUncounted) return { contained: true, why: 'bounded by time' };
  // V8 locks the name of its extension; the kernel takes the value away (own-amb-removed-globals looks at values).
  const isNameWithoutValue = host === 'garbage-collector' && attack.policy === true && settled.value === 'PWNED:gc';
  if (isNameWithoutValue) return { contained: true, why: 'a name without a value' };
  const asksForTimeout = attack.pwnIf?.valueNotMatch !== undefined;
  if (asksForTimeout && (settled.code === 'VALIDATION_ERROR' || isLimitCode(settled.code)))
    return { contained: true, why: settled.code };
  return undefined;
}

export const isLimitCode = (code: string): boolean => LIMIT_CODES.includes(code);
