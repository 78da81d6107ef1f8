/** How often busy children are looked at, in ms: a guest makes about 15 MB resident in this time. */
const TICK = 4;

/** Ticks without any busy child after which the timer stops: starting it anew for every exchange would cost more. */
const IDLE_TICKS = 50;

export interface Watched {
  inspect(now: number): void;
}

const watched = new Set<Watched>();
let timer: NodeJS.Timeout | undefined;
let idleTicks = 0;

/** One timer looks after all busy children of all pools: deadlines need no timer of their own for every exchange. */
export function watch(child: Watched): void {
  watched.add(child);
  idleTicks = 0;
  // It keeps no process alive: whoever waits for a guest holds on to the child itself.
  timer ??= setInterval(tick, TICK).unref();
}

export function unwatch(child: Watched): void {
  watched.delete(child);
}

/** Stops the timer at once if nobody is watched any more. */
export function settleWatch(): void {
  if (watched.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

function tick(): void {
  if (watched.size === 0 && ++idleTicks > IDLE_TICKS) {
    settleWatch();
    return;
  }
  const now = performance.now();
  for (const child of watched) child.inspect(now);
}
