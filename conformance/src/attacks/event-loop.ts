type ThreadUsage = { readonly user: number; readonly system: number };

/** Node >= 23.9. Without it a busy machine cannot be told from a busy event loop. */
const threadUsage = (process as { threadCpuUsage?: () => ThreadUsage }).threadCpuUsage?.bind(process);

const cpuOfThread = (): number => {
  if (threadUsage === undefined) return performance.now();
  const { user, system } = threadUsage();
  return (user + system) / 1000;
};

const TICK = 2;

/**
 * Watches for the longest time that the event loop stood still because this very thread was computing. Time in which
 * other processes had the processor is nobody's fault.
 */
export function watchStalls(): { stop(): number } {
  let worst = 0;
  let wall = performance.now();
  let cpu = cpuOfThread();
  const look = () => {
    const [now, used] = [performance.now(), cpuOfThread()];
    worst = Math.max(worst, Math.min(now - wall - TICK, used - cpu));
    wall = now;
    cpu = used;
  };
  const timer = setInterval(look, TICK);
  return {
    stop() {
      look();
      clearInterval(timer);
      return worst;
    },
  };
}
