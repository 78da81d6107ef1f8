import { availableParallelism } from 'node:os';
import type { PoolOptions } from './pool.ts';

/** Timers of Node overflow above this and fire at once. */
const MAX_TIMER = 2 ** 31 - 1;

const RANGES: Readonly<Record<keyof PoolOptions, readonly [least: number, most: number]>> = {
  minProcesses: [0, 1_024],
  maxProcesses: [1, 1_024],
  maxQueueSize: [0, Number.MAX_SAFE_INTEGER],
  queueTimeout: [1, MAX_TIMER],
  idleTimeout: [1, MAX_TIMER],
  runsPerProcess: [1, Number.MAX_SAFE_INTEGER],
};

function defaultPoolOptions(): PoolOptions {
  const cores = availableParallelism();
  return {
    // Two, so that the next run need not wait for a new process when the last one was ended for its fault.
    minProcesses: Math.min(2, cores),
    maxProcesses: cores,
    maxQueueSize: 1_000,
    queueTimeout: 30_000,
    idleTimeout: 30_000,
    runsPerProcess: 10_000,
  };
}

/**
 * Gives complete options. `undefined` means the default; `minProcesses` follows a `maxProcesses` that is lower.
 *
 * @param alsoKnown names that the caller has taken out before, for the message
 * @throws TypeError for an unknown name, RangeError for a value out of range
 */
export function checkPoolOptions(
  options: Partial<Record<keyof PoolOptions, number | undefined>>,
  alsoKnown: readonly string[] = [],
): PoolOptions {
  const checked: Record<string, number> = { ...defaultPoolOptions() };
  for (const [name, value] of Object.entries(options)) {
    const range = Object.hasOwn(RANGES, name) ? RANGES[name as keyof PoolOptions] : undefined;
    if (!range) {
      const names = [...Object.keys(RANGES), ...alsoKnown];
      throw new TypeError(`Unknown option ${JSON.stringify(name)}: use one of ${names.join(', ')}`);
    }
    if (value === undefined) continue;
    const [least, most] = range;
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw new RangeError(`${name} must be an integer from ${least} to ${most}, not ${String(value)}`);
    }
    checked[name] = value;
  }
  const { minProcesses, maxProcesses } = checked as unknown as PoolOptions;
  if (options.minProcesses === undefined) checked.minProcesses = Math.min(minProcesses, maxProcesses);
  else if (minProcesses > maxProcesses) {
    throw new RangeError(`minProcesses (${minProcesses}) is higher than maxProcesses (${maxProcesses})`);
  }
  return checked as unknown as PoolOptions;
}
