import type { Usage } from '../frame.ts';

/**
 * Below so many microseconds an exchange has no time to make much memory resident, and its wall time is its CPU time.
 * Asking the system would take as long as a short exchange.
 */
const WORTH_ASKING = 1_000;

/**
 * Measures what guests use. The peak that the system keeps is only of use if it is the child's own: without a process
 * namespace Linux hands the parent's peak on to its children.
 */
export function createUsage(process: NodeJS.Process) {
  const now = performance.now.bind(performance);
  const resourceUsage = process.resourceUsage.bind(process);
  const resident = process.memoryUsage.rss.bind(process.memoryUsage);
  const atStart = resourceUsage();
  const peakIsOwn = atStart.maxRSS * 1024 < resident() * 1.5;
  let cpuMicros = 0;
  let cpuWhenAsked = 0;
  let memory = resident();

  function ask(wallMicros: number): void {
    const usage = resourceUsage();
    const cpu = usage.userCPUTime + usage.systemCPUTime;
    cpuMicros += Math.min(wallMicros, cpu - cpuWhenAsked);
    cpuWhenAsked = cpu;
    memory = peakIsOwn ? usage.maxRSS * 1024 : resident();
  }

  return {
    /** Lets a guest run. */
    measure<T>(act: () => T): T {
      const before = now();
      try {
        return act();
      } finally {
        const wallMicros = (now() - before) * 1_000;
        if (wallMicros > WORTH_ASKING) ask(wallMicros);
        else cpuMicros += wallMicros;
      }
    },
    read: (): Usage => ({ cpuMicros, memory }),
  };
}
