import { assertGuarantees, type GuaranteeName, processRunner, type Runner, vmRunner } from 'enclave-vm';

/** What makes one runner differ from another. Everything else is given with each run. */
export interface RunnerSettings {
  isolation: 'process' | 'vm';
  maxConcurrentRuns: number | undefined;
  maxQueuedRuns: number | undefined;
  queueTimeout: number | undefined;
}

/** What each tier must hold on this machine. A tier that cannot is refused instead of being taken for what it is not. */
const NEEDS: Record<RunnerSettings['isolation'], readonly GuaranteeName[]> = {
  vm: ['realmIsolation', 'cpuLoops'],
  process: [
    'realmIsolation',
    'cpuLoops',
    'nativeLoops',
    'responsiveHost',
    'hostSurvivesAborts',
    'heapMemory',
    'filesystem',
    'environment',
    'childProcesses',
  ],
};

/** A share in a runner. It is disposed of when the last of its holders has let go. */
export interface RunnerLease {
  readonly runner: Runner;
  /** Lets go. Resolves once the runner is gone, if this was the last hold on it. */
  release(): Promise<void>;
}

const shared = new Map<string, { runner: Runner; holders: number }>();

/**
 * Instances with equal settings share one runner, and so one pool of processes.
 *
 * @param prewarm `memoryLimit` in bytes of the processes to start at once, if the pool is a new one
 */
export function leaseRunner(settings: RunnerSettings, prewarm?: number): RunnerLease {
  const key = JSON.stringify(Object.entries(settings));
  const entry = shared.get(key) ?? { runner: createRunner(settings, prewarm), holders: 0 };
  shared.set(key, entry);
  entry.holders += 1;
  let released: Promise<void> | undefined;

  return {
    runner: entry.runner,
    release() {
      released ??= letGo();
      return released;
    },
  };

  async function letGo(): Promise<void> {
    entry.holders -= 1;
    if (entry.holders > 0) return;
    shared.delete(key);
    await entry.runner.dispose();
  }
}

function createRunner(settings: RunnerSettings, prewarm: number | undefined): Runner {
  const { isolation, maxConcurrentRuns, maxQueuedRuns, queueTimeout } = settings;
  const runner =
    isolation === 'vm'
      ? vmRunner()
      : processRunner({
          ...(maxConcurrentRuns !== undefined && { maxProcesses: maxConcurrentRuns }),
          ...(maxQueuedRuns !== undefined && { maxQueueSize: maxQueuedRuns }),
          ...(queueTimeout !== undefined && { queueTimeout }),
          ...(prewarm !== undefined && { prewarm }),
        });
  assertGuarantees(runner.guarantees, NEEDS[isolation], `isolation '${isolation}'`);
  return runner;
}
