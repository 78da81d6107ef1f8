/** Milliseconds for which a side asks again and again before it sleeps. */
const LONGEST = 0.1;

/** Whoever was answered within so many ms the last time, two sleeping cores included, is likely to be answered while it asks. */
const SHORT = 0.16;

/**
 * Says whether to ask again and again before going to sleep. To wake a core takes 35 to 57 microseconds on a virtual
 * machine, twice that of all the rest of a tool call that is answered at once. But whoever waits for a tool of some
 * milliseconds, for a guest that computes, or for a core that others keep busy, would only burn CPU time.
 */
export function createPatience() {
  let lastWait = Number.POSITIVE_INFINITY;
  return {
    /** Whether the next wait is likely to be short. */
    get pays(): boolean {
      return lastWait < SHORT;
    },
    /** Until when to ask, in a wait that begins now. */
    until(now: number): number {
      return this.pays ? now + LONGEST : now;
    },
    /** How many ms the wait took in the end. */
    note(wait: number): void {
      lastWait = wait;
    },
  };
}

/** Keeps the event loop from sleeping up to that time, unless `isOver`. */
export function stayAwake(until: number, isOver: () => boolean): void {
  if (performance.now() < until && !isOver()) setImmediate(stayAwake, until, isOver);
}
