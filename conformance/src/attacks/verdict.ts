import type { Attack } from '../corpus.ts';
import { inCorpus } from '../corpus.ts';
import { LIMIT_CODES } from '../limit-codes.ts';
import type { Job, Outcome } from './protocol.ts';

const { judge } = (await import(inCorpus('oracle.mjs'))) as {
  judge: (attack: Attack, outcome: Outcome) => { contained: boolean; why: string };
};

/** How far over its time limit a run may end, counting spawn and kill, before it counts as out of budget. */
const SLACK_MS = 1_500;
/** The host's own event loop must not feel a guest in another process. */
export const STALL_MS = 50;

/** Ends that a hostile resource hog may have: a limit, or a clean refusal or error, or a result in time. */
export interface Verdict {
  readonly contained: boolean;
  readonly why: string;
  readonly code: string;
  readonly stalled: boolean;
}

/** The oracle's judgement, plus the budget: `dos-*` cases must end in time and leave the host responsive. */
export function verdictOf(job: Job, outcome: Outcome): Verdict {
  const { contained, why } = judge(job.attack, outcome);
  const code = outcome.settled?.code ?? (outcome.killed || 'HOST_FAULT');
  const stalled = job.tier === 'process' && outcome.stallMs > STALL_MS;
  if (!contained)
    return { contained, why: outcome.fault ? `${why}: ${outcome.fault.slice(0, 300)}` : why, code, stalled };
  if (outcome.fault !== undefined)
    return { contained: false, why: `harness fault: ${outcome.fault.slice(0, 300)}`, code, stalled };
  const budget = (job.attack.limits?.timeoutMs ?? job.timeoutMs) * (job.attack.runs ?? 1) + SLACK_MS;
  if (outcome.ms > budget)
    return { contained: false, why: `took ${Math.round(outcome.ms)} ms, budget ${budget}`, code, stalled };
  return { contained: true, why, code, stalled };
}

export const isLimitCode = (code: string): boolean => LIMIT_CODES.includes(code);
