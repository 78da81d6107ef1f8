import { assertGuarantees, type GuaranteeName } from '../../guarantees.ts';
import kernel from '../../kernel/main.ts?bundled';
import type { Runner } from '../../runner.ts';
import { startRun } from '../../session.ts';
import type { PoolOptions } from './pool.ts';
import { checkPoolOptions } from './pool-options.ts';
import { processGuarantees } from './process-guarantees.ts';
import { processLinks } from './process-links.ts';

export interface ProcessRunnerOptions extends Partial<PoolOptions> {
  /**
   * Starts the kept processes at once, instead of at the first run, for runs whose `memoryLimit` is this one (bytes).
   * Default: nothing is started before it is needed.
   */
  readonly prewarm?: number | undefined;
  /** The Node binary of the processes. Default: the one that the host runs on. */
  readonly execPath?: string | undefined;
  /** What must be guaranteed on this machine for the runner to be made at all. Default: nothing. */
  readonly needs?: readonly GuaranteeName[] | undefined;
}

/**
 * Runs each program in a realm of its own inside a child process that has nothing: no file, no environment, no network
 * where the platform can deny it. Processes are started ahead and used for many runs, one at a time; one whose guest
 * was ended by force is not used again.
 *
 * Idle processes do not keep the host alive, and end when it does. `dispose()` ends them at once.
 *
 * @throws TypeError or RangeError for an option that is unknown or of a wrong value; Error if something in `needs` is
 *   not guaranteed here, or if the system is too exhausted to tell what is
 */
export function processRunner(options: ProcessRunnerOptions = {}): Runner {
  const { prewarm, execPath, needs = [], ...pooling } = options;
  const pool = checkPoolOptions(pooling, ['prewarm', 'execPath', 'needs']);
  if (prewarm !== undefined && !(Number.isSafeInteger(prewarm) && prewarm > 0)) {
    throw new RangeError(`prewarm must be a memory limit in bytes, not ${String(prewarm)}`);
  }
  const guarantees = processGuarantees();
  assertGuarantees(guarantees, needs, 'This runner');
  const links = processLinks({ ...pool, execPath });
  if (prewarm !== undefined) links.prewarm({ kernel, memoryLimit: prewarm });

  return {
    isolation: 'process',
    guarantees,
    run: (program, runOptions) => startRun(links, program, runOptions),
    dispose: () => links.dispose(),
    [Symbol.asyncDispose]: () => links.dispose(),
  };
}
