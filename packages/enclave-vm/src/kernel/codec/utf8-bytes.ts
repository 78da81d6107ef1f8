import { charCodeAt, RegExpConstructor, regExpExec } from '../primordials.ts';

/** Bytes of UTF-8 that one UTF-16 unit takes, at most. */
const MOST = 3;

/**
 * Does the text take more bytes of UTF-8 than that? JSON that was written here has no lone surrogates. Most texts are so
 * short that nothing has to be counted, or are ASCII.
 */
export function takesMoreBytes(text: string, limit: number): boolean {
  if (text.length * MOST <= limit || regExpExec(new RegExpConstructor('[^\\0-\\x7f]'), text) === null) return false;
  let bytes = text.length;
  for (let i = 0; i < text.length && bytes <= limit; i++) {
    const unit = charCodeAt(text, i);
    // Each half of a pair has two of its four.
    if (unit > 127) bytes += unit < 2048 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes > limit;
}
