import { charCodeAt, quote, slice } from '../primordials.ts';
import { reserve, type Walk } from './encode-walk.ts';

/** Longest text that native code quotes in one go: nothing can end it before it is done. */
const PIECE = 65_536;

/** A text as JSON. A long one is quoted piece by piece, since a control character becomes six units. */
export const toJSONText = (walk: Walk, text: string): string =>
  text.length > PIECE ? quoteInPieces(walk, text) : quote(text);

function quoteInPieces(walk: Walk, text: string): string {
  let json = '"';
  for (let at = 0; at < text.length; ) {
    const end = endOfPiece(text, at + PIECE);
    const piece = quote(slice(text, at, end));
    json += slice(piece, 1, piece.length - 1);
    reserve(walk, json.length + text.length - end);
    at = end;
  }
  return `${json}"`;
}

/** The two halves of a character beyond 16 bits stay together: each alone would be escaped. */
export function endOfPiece(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const last = charCodeAt(text, end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
}
