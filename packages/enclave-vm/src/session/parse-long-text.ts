import type { TakeTurns } from './turns.ts';

const BACKSLASH = 92;
const SMALL_U = 117;

/**
 * Reads a string of JSON bit by bit. Throws for what is none.
 *
 * @param start where its first quote is
 * @param end where its last one is
 * @param chunk units that are read in one go
 */
export async function parseLongText(
  text: string,
  start: number,
  end: number,
  takeTurns: TakeTurns,
  chunk: number,
): Promise<string> {
  let value = '';
  for (let at = start + 1; at < end; ) {
    const cut = endOutsideEscapes(text, at, Math.min(at + chunk, end));
    value += JSON.parse(`"${text.slice(at, cut)}"`) as string;
    at = cut;
    await takeTurns();
  }
  return value;
}

const LONGEST_ESCAPE = 6;

/** The first place from `to` on that is in no escape, where none begins before `from`. */
function endOutsideEscapes(text: string, from: number, to: number): number {
  for (let at = to - 1; at >= from && to - at < LONGEST_ESCAPE; at--) {
    if (text.charCodeAt(at) !== BACKSLASH) continue;
    let slashes = 1;
    while (at - slashes >= from && text.charCodeAt(at - slashes) === BACKSLASH) slashes++;
    const begins = slashes % 2 === 1;
    return begins ? Math.max(to, at + (text.charCodeAt(at + 1) === SMALL_U ? LONGEST_ESCAPE : 2)) : to;
  }
  return to;
}
