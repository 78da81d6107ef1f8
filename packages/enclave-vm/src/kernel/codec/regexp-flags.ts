import { regExpFlag } from '../primordials.ts';

const LETTERS = 'dgimsuvy';

/** Flags of a regular expression, by its internal slots. */
export function flagsOf(value: object): string {
  let flags = '';
  for (let i = 0; i < LETTERS.length; i++) {
    const letter = LETTERS[i] as string;
    if ((regExpFlag[letter] as (self: unknown) => boolean)(value)) flags += letter;
  }
  return flags;
}
