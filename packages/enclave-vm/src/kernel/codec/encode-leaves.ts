import { bigintToText, indexOf, quote, regExpSource, Uint8ArrayConstructor } from '../primordials.ts';
import { MAX_BIGINT_DIGITS, MAX_DEPTH } from '../wire.ts';
import { toBase64 } from './base64.ts';
import { BIGINT_COST, regExpCost, SLOTTED_COST } from './cost.ts';
import { charge, refuse, reserve, tag, type Walk } from './encode-walk.ts';
import { flagsOf } from './regexp-flags.ts';

/** In hexadecimal, which is read in linear time. */
export function writeBigInt(walk: Walk, value: bigint): void {
  const digits = bigintToText(value, 16);
  if (digits.length > MAX_BIGINT_DIGITS) refuse(walk, `is a bigint of more than ${MAX_BIGINT_DIGITS * 4} bits`);
  charge(walk, BIGINT_COST);
  tag(walk, 'bigint', `"${digits}"`);
}

/** Only the bytes that the view shows: the buffer under it may hold what is nobody's business (Node pools buffers). */
export function writeBytes(walk: Walk, type: string, buffer: ArrayBuffer, offset: number, length: number): void {
  charge(walk, SLOTTED_COST);
  reserve(walk, (length / 3) * 4);
  const bytes = new Uint8ArrayConstructor(buffer, offset, length);
  const { toBase64: fast } = walk.options;
  const base64 = fast === undefined ? toBase64(bytes, length) : fast(bytes);
  tag(walk, 'bytes', `["${type}","${base64}"]`);
}

export function writeRegExp(walk: Walk, value: object): void {
  const flags = flagsOf(value);
  const source = regExpSource(value);
  reserve(walk, source.length);
  // Classes within classes take stack to compile, and the receiver may have less of it.
  if (indexOf(flags, 'v') >= 0 && countOf('[', source) > MAX_DEPTH)
    refuse(walk, `is a regular expression with more than ${MAX_DEPTH} classes`);
  charge(walk, regExpCost(source.length, indexOf(flags, 'u') >= 0 || indexOf(flags, 'v') >= 0));
  tag(walk, 'regexp', `[${quote(source)},"${flags}"]`);
}

function countOf(unit: string, text: string): number {
  let count = 0;
  for (let at = indexOf(text, unit); at >= 0; at = indexOf(text, unit, at + 1)) count++;
  return count;
}
