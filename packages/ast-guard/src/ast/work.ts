/**
 * How much work the questions of one run may take together, in units of about ten nanoseconds. A source of the greatest
 * length that a person or a model would write needs a fifth of it; one that is made to be slow is refused instead.
 */
export const MAX_WORK = 2_000_000;

/** The source makes the questions about it too costly: it is refused, not judged for seconds. */
export class TooMuchWork extends Error {}

let left = Number.POSITIVE_INFINITY;

/**
 * Notes work that grows with more than the length of the source: looking a name up, following a value.
 *
 * @throws TooMuchWork when the run has none left.
 */
export function spend(units: number): void {
  left -= units;
  if (left < 0) throw new TooMuchWork('too much work');
}

/** Runs `action`, which is synchronous, with work of its own. */
export function withWork<T>(units: number, action: () => T): T {
  const before = left;
  left = units;
  try {
    return action();
  } finally {
    left = before;
  }
}
