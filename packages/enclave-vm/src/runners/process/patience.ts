/** Milliseconds for which a side asks again and again before it sleeps. */
const LONGEST = 0.1;

/** Whoever was answered within so many ms the last time, two sleeping cores included, is likely to be answered while it asks. */
const SHORT = 0.16;

/** Most waits for which it sleeps at once after having asked in vain again and again. */
const MOST_SKIPPED = 64;

/**
 * Says whether to ask again and again before going to sleep. To wake a core takes 35 to 57 microseconds on a virtual
 * machine, twice that of all the rest of a tool call that is answered at once. But whoever waits for a tool of some
 * milliseconds, or for a guest that computes, would only burn CPU time; and who shares a core with the other side would
 * keep it from answering. So each time in vain doubles the number of waits until the next attempt.
 */
export function createPatience() {
  let lastWait = Number.POSITIVE_INFINITY;
  let asking = false;
  let toSkip = 0;
  let skipNext = 1;
  return {
    /** Until when to ask, in a wait that begins now. */
    until(now: number): number {
      asking = lastWait < SHORT && toSkip === 0;
      return asking ? now + LONGEST : now;
    },
    /** How many ms the wait took in the end. */
    note(wait: number): void {
      lastWait = wait;
      if (!asking) {
        toSkip = Math.max(0, toSkip - 1);
      } else if (wait < LONGEST) {
        skipNext = 1;
      } else {
        toSkip = skipNext;
        skipNext = Math.min(2 * skipNext, MOST_SKIPPED);
      }
    },
  };
}

/** Keeps the event loop from sleeping up to that time, unless `isOver`. */
export function stayAwake(until: number, isOver: () => boolean): void {
  if (performance.now() < until && !isOver()) setImmediate(stayAwake, until, isOver);
}
