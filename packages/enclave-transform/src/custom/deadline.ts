import { runInThisContext } from 'node:vm';

const TASK = Symbol.for('enclave-transform.task');

/**
 * Runs `task` and stops it after `timeout` ms, an endless loop included: V8 only offers that for scripts, so a script calls
 * the task. Throws `ERR_SCRIPT_EXECUTION_TIMEOUT` when time is up.
 */
export function runWithin<T>(timeout: number, task: () => T): T {
  const slots = globalThis as unknown as Record<symbol, unknown>;
  const outer = slots[TASK];
  slots[TASK] = task;
  try {
    return runInThisContext('globalThis[Symbol.for("enclave-transform.task")]()', { timeout }) as T;
  } finally {
    if (outer === undefined) delete slots[TASK];
    else slots[TASK] = outer;
  }
}
