import type { Usage } from '../frame.ts';

/** An exchange that is shorter than this, in microseconds, has no time to make much memory resident. */
const WORTH_A_LOOK = 1_000;

/**
 * Reads what the child has used. The peak that the system keeps is only of use if it is the child's own: without a
 * process namespace Linux hands the parent's peak on to its children.
 */
export function createUsage(process: NodeJS.Process) {
  const resourceUsage = process.resourceUsage.bind(process);
  const resident = process.memoryUsage.rss.bind(process.memoryUsage);
  const now = performance.now.bind(performance);
  const atStart = resourceUsage();
  const peakIsOwn = atStart.maxRSS * 1024 < resident() * 1.5;
  let cpuBefore = 0;
  let ownMicros = 0;
  let memory = 0;

  return {
    read(): Usage {
      const usage = resourceUsage();
      const cpuMicros = usage.userCPUTime + usage.systemCPUTime;
      if (peakIsOwn) memory = usage.maxRSS * 1024;
      else if (memory === 0 || cpuMicros - cpuBefore > WORTH_A_LOOK) memory = resident();
      cpuBefore = cpuMicros;
      return { cpuMicros, ownMicros, memory };
    },
    /** Does something that no guest is to be charged for. Its wall time stands for its CPU time, which costs more to ask. */
    atOwnCost<T>(act: () => T): T {
      const before = now();
      const result = act();
      ownMicros += (now() - before) * 1000;
      return result;
    },
  };
}
