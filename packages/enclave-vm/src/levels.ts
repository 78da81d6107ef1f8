import { SECURITY_LEVELS, type SecurityLevel } from '@enclave-vm/runtime-contract';

/** The budgets of one run. Times are in ms, sizes in bytes. */
export interface Limits {
  /** Wall time of the whole run, tools included. */
  readonly timeout: number;
  /** CPU time of the guest alone; waiting for tools does not count. */
  readonly cpuTimeout: number;
  /** Wall time of one tool call. */
  readonly toolTimeout: number;
  /** Loop iterations of the whole run. They are counted by instrumented code only. */
  readonly maxIterations: number;
  /** Tool calls of the whole run. */
  readonly maxToolCalls: number;
  /** Tool calls in flight at a time; the rest wait for their turn. */
  readonly maxConcurrentToolCalls: number;
  /** Calls of `console` methods. */
  readonly maxConsoleCalls: number;
  /** Bytes written to `console`. */
  readonly maxConsoleOutputBytes: number;
  /** Size of the returned value in its encoded form. Dates, collections, errors and the like are bounded in number, too. */
  readonly maxResultBytes: number;
  /** The same for the arguments and for the result of one tool call. */
  readonly maxToolPayloadBytes: number;
  /** Memory of the guest. Enforced by the process tier only. */
  readonly memoryLimit: number;
}

/** What a security level means to the runner. */
export interface LevelProfile {
  readonly limits: Limits;
  /** Stacks and paths are kept out of error messages. */
  readonly sanitizeStackTraces: boolean;
  /** The realm has no clock: `Date.now()`, `new Date()` and the like throw. */
  readonly blockTimingAPIs: boolean;
  /** The tier that the level runs in unless told otherwise. */
  readonly isolation: 'process' | 'vm';
}

const KB = 1024;
const MB = 1024 * KB;

/** The level table: budgets and stances of the four security levels. */
export const LEVELS: Readonly<Record<SecurityLevel, LevelProfile>> = {
  STRICT: {
    limits: {
      timeout: 5_000,
      cpuTimeout: 5_000,
      toolTimeout: 5_000,
      maxIterations: 1_000,
      maxToolCalls: 10,
      maxConcurrentToolCalls: 5,
      maxConsoleCalls: 100,
      maxConsoleOutputBytes: 64 * KB,
      maxResultBytes: MB,
      maxToolPayloadBytes: MB,
      memoryLimit: 64 * MB,
    },
    sanitizeStackTraces: true,
    blockTimingAPIs: true,
    isolation: 'process',
  },
  SECURE: {
    limits: {
      timeout: 15_000,
      cpuTimeout: 15_000,
      toolTimeout: 15_000,
      maxIterations: 5_000,
      maxToolCalls: 50,
      maxConcurrentToolCalls: 10,
      maxConsoleCalls: 500,
      maxConsoleOutputBytes: 256 * KB,
      maxResultBytes: 4 * MB,
      maxToolPayloadBytes: 4 * MB,
      memoryLimit: 128 * MB,
    },
    sanitizeStackTraces: true,
    blockTimingAPIs: false,
    isolation: 'process',
  },
  STANDARD: {
    limits: {
      timeout: 30_000,
      cpuTimeout: 30_000,
      toolTimeout: 30_000,
      maxIterations: 10_000,
      maxToolCalls: 100,
      maxConcurrentToolCalls: 20,
      maxConsoleCalls: 1_000,
      maxConsoleOutputBytes: MB,
      maxResultBytes: 16 * MB,
      maxToolPayloadBytes: 16 * MB,
      memoryLimit: 256 * MB,
    },
    sanitizeStackTraces: false,
    blockTimingAPIs: false,
    isolation: 'process',
  },
  PERMISSIVE: {
    limits: {
      timeout: 60_000,
      cpuTimeout: 60_000,
      toolTimeout: 60_000,
      maxIterations: 100_000,
      maxToolCalls: 1_000,
      maxConcurrentToolCalls: 50,
      maxConsoleCalls: 10_000,
      maxConsoleOutputBytes: 10 * MB,
      maxResultBytes: 64 * MB,
      maxToolPayloadBytes: 64 * MB,
      memoryLimit: 512 * MB,
    },
    sanitizeStackTraces: false,
    blockTimingAPIs: false,
    isolation: 'vm',
  },
};

/** Names of all limits, in the order of the table. */
export const LIMIT_NAMES = Object.keys(LEVELS.STANDARD.limits) as readonly (keyof Limits)[];

/** The smallest value of each limit that makes sense. What is not named here may be zero. */
const MINIMUM: Partial<Record<keyof Limits, number>> = {
  timeout: 1,
  cpuTimeout: 1,
  toolTimeout: 1,
  maxConcurrentToolCalls: 1,
  memoryLimit: 16 * MB,
};

/** Timers of Node overflow above this and fire at once. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Gives the complete budgets of a level, with `overrides` put over them. A name that is `undefined` means the level's
 * own figure. `cpuTimeout` and `toolTimeout` follow a `timeout` that is set alone.
 *
 * @throws TypeError for an unknown level or name; RangeError for a value that is no safe integer in the limit's range
 */
export function resolveLimits(level: SecurityLevel, overrides: Partial<Limits> = {}): Limits {
  if (!SECURITY_LEVELS.includes(level)) {
    throw new TypeError(`Unknown security level ${JSON.stringify(level)}: use one of ${SECURITY_LEVELS.join(', ')}`);
  }
  for (const name of Object.keys(overrides)) {
    if (!LIMIT_NAMES.includes(name as keyof Limits)) {
      throw new TypeError(`Unknown limit ${JSON.stringify(name)}: use one of ${LIMIT_NAMES.join(', ')}`);
    }
  }
  const timeout = overrides.timeout;
  const follow = timeout === undefined ? {} : { cpuTimeout: timeout, toolTimeout: timeout };
  const limits: Record<string, number> = { ...LEVELS[level].limits, ...follow };
  for (const name of LIMIT_NAMES) {
    const value = overrides[name];
    if (value === undefined) continue;
    assertLimit(name, value);
    limits[name] = value;
  }
  return Object.freeze(limits) as unknown as Limits;
}

function assertLimit(name: keyof Limits, value: number): void {
  const least = MINIMUM[name] ?? 0;
  const most = name.endsWith('imeout') ? MAX_TIMER : Number.MAX_SAFE_INTEGER;
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be an integer from ${least} to ${most}, not ${String(value)}`);
  }
}
