import { charCodeAt, stringFromCharCode, Uint8ArrayConstructor } from '../primordials.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const NO_DIGIT = 64;
let digits: Uint8Array | null = null;

/** Value of each digit by its code unit. Made when first needed: most realms never are. */
function createDigits(): Uint8Array {
  const table = new Uint8ArrayConstructor(128);
  for (let i = 0; i < 128; i++) table[i] = NO_DIGIT;
  for (let i = 0; i < 64; i++) table[charCodeAt(ALPHABET, i)] = i;
  return table;
}

/** Bytes as base64. `length` is passed in because a property of the array could be the guest's. */
export function toBase64(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 3) {
    const b = i + 1 < length ? (bytes[i + 1] as number) : 0;
    const c = i + 2 < length ? (bytes[i + 2] as number) : 0;
    const group = ((bytes[i] as number) << 16) | (b << 8) | c;
    text += stringFromCharCode(
      letter(group >> 18),
      letter(group >> 12),
      i + 1 < length ? letter(group >> 6) : PAD,
      i + 2 < length ? letter(group) : PAD,
    );
  }
  return text;
}

const PAD = 61;
const letter = (bits: number): number => charCodeAt(ALPHABET, bits & 63);

/** The bytes of base64 text, or `null` if it is none. */
export function fromBase64(text: string): Uint8Array | null {
  const units = text.length;
  if (units % 4 !== 0) return null;
  let padding = 0;
  if (units > 0 && text[units - 1] === '=') padding = text[units - 2] === '=' ? 2 : 1;
  const bytes = new Uint8ArrayConstructor((units / 4) * 3 - padding);
  for (let i = 0, at = 0; i < units; i += 4) {
    const a = digit(text, i);
    const b = digit(text, i + 1);
    const c = i + 2 < units - padding ? digit(text, i + 2) : 0;
    const d = i + 3 < units - padding ? digit(text, i + 3) : 0;
    if ((a | b | c | d) > 63) return null;
    const group = (a << 18) | (b << 12) | (c << 6) | d;
    // Writes beyond the end of a typed array have no effect.
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  return bytes;
}

function digit(text: string, index: number): number {
  const unit = charCodeAt(text, index);
  if (digits === null) digits = createDigits();
  return unit < 128 ? (digits[unit] as number) : NO_DIGIT;
}
