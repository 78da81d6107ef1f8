/** ms after which others have their turn on the event loop. */
const TURN = 8;

/** Lets others have the event loop if they have waited for a while. Throws when nobody waits for the result any more. */
export type TakeTurns = () => Promise<void>;

/** For work that a guest can make long: done bit by bit, with a call in between. */
export function takingTurns(isOver: () => boolean): TakeTurns {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN) return;
    await new Promise(setImmediate);
    if (isOver()) throw null;
    since = performance.now();
  };
}
