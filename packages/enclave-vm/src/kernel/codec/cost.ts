/**
 * What values that JSON cannot write cost the host that makes them, beyond reading their text: about a third of a
 * microsecond each unit. Plain data costs nothing. Sender and receiver count the same, so that what the one lets pass the
 * other can afford.
 */
export const HOLE_COST = 1;
export const BIGINT_COST = 2;
export const DATE_COST = 3;
/** One entry of a Map or Set. */
export const ENTRY_COST = 2;
/** Collections and bytes. */
export const SLOTTED_COST = 8;
export const ERROR_COST = 20;

/** The Unicode modes of regular expressions expand classes such as `\p{L}` and `[^a]` when they are compiled. */
export const regExpCost = (length: number, unicode: boolean): number => (unicode ? 100 + 12 * length : 16 + length);

/** Most plain objects and lists of one value. Reading more takes the host long, however short their text is. */
export const MAX_OBJECTS = 1_000_000;

/** Most keys of one object: a host that lists, adds or sorts more of them does nothing else for long. */
export const MAX_KEYS = 75_000;

const LEAST = 20_000;
const MOST = 250_000;

/** How much of this a value may cost, where it may have `limit` units of text. */
export function costLimit(limit: number): number {
  if (limit < LEAST * 8) return LEAST;
  return limit > MOST * 8 ? MOST : limit / 8;
}
