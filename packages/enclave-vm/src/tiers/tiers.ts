import { afterAll } from 'vitest';
import { type Limits, resolveLimits } from '../levels.ts';
import type { Program, Runner, RunOptions, RunOutcome } from '../runner.ts';
import { processRunner } from '../runners/process/process-runner.ts';
import { vmRunner } from '../runners/vm/vm-runner.ts';

/** Every suite that takes a tier runs on all of them: they differ in where the realm lives, not in what it does. */
export const TIERS: readonly (readonly [string, () => Runner])[] = [
  ['vm', vmRunner],
  ['process', () => processRunner({ minProcesses: 1, maxProcesses: 2 })],
];

export type RunText = (
  code: string,
  options?: Partial<Omit<RunOptions, 'limits'>> & { limits?: Partial<Limits>; program?: Partial<Program> },
) => Promise<RunOutcome>;

/** A runner for the suite that asks for it, with short limits, disposed of at the end. */
export function useRunner(create: () => Runner): RunText {
  const runner = create();
  afterAll(() => runner.dispose());
  return (code, { limits, program, level = 'STANDARD', ...options } = {}) =>
    runner.run(
      { code, ...program },
      { ...options, level, limits: resolveLimits(level, { timeout: 5_000, ...limits }) },
    );
}

/** The value of a run that must succeed. */
export function resultOf(outcome: RunOutcome): unknown {
  if (!outcome.success) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

/** The error of a run that must fail. */
export function errorOf(outcome: RunOutcome) {
  if (outcome.success) throw new Error(`The run succeeded with ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}
