import { processRunner, type Runner, vmRunner } from 'enclave-vm';

/** What makes one runner differ from another. Everything else is given with each run. */
export interface RunnerSettings {
  isolation: 'process' | 'vm';
  memoryLimit: number;
  maxConcurrentRuns: number | undefined;
  maxQueuedRuns: number | undefined;
}

/** A share in a runner. It is disposed of when the last of its holders has let go. */
export interface RunnerLease {
  readonly runner: Runner;
  /** Lets go. Resolves once the runner is gone, if this was the last hold on it. */
  release(): Promise<void>;
}

const shared = new Map<string, { runner: Runner; holders: number }>();

/** Instances with equal settings share one runner, and so one pool of processes. */
export function leaseRunner(settings: RunnerSettings): RunnerLease {
  const key = JSON.stringify(Object.entries(settings));
  const entry = shared.get(key) ?? { runner: createRunner(settings), holders: 0 };
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

function createRunner({ isolation, memoryLimit, maxConcurrentRuns, maxQueuedRuns }: RunnerSettings): Runner {
  if (isolation === 'vm') return vmRunner();
  return processRunner({ memoryLimit, maxProcesses: maxConcurrentRuns, maxQueue: maxQueuedRuns });
}
