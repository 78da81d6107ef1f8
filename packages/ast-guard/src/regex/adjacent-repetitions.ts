import type { AST } from '@eslint-community/regexpp';
import { flatten, isCharacter, isOptional, matcherOf, parsePattern } from './elements.ts';

/** Repetitions that may follow each other: one more, and the time grows with the fifth power of the length. */
const MAX_ADJACENT = 4;
/** More turns than this are as good as any number. */
const MANY = 100;
const REPETITION = /[*+]|\{\d+,\d*\}/g;

/** One character of each kind that patterns tell apart. */
const SAMPLE = [...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)), '\t', '\n', 'é', 'Ж', '中', '٣'];

/** Cheap: looks at the text alone. */
export function mayHaveAdjacentRepetitions(pattern: string): boolean {
  return (pattern.match(REPETITION) ?? []).length > MAX_ADJACENT;
}

/**
 * The part of the pattern in which five or more repetitions of one character follow each other, with nothing between
 * them that has to be there, as in `\s*\s*\s*\s*\s*x`: there are as many ways to share a text out among them as its
 * length to the fourth power, and each is tried when the rest does not match. Null when there is none.
 */
export function findAdjacentRepetitions(pattern: string, flags: string): string | null {
  const parsed = parsePattern(pattern, flags);
  return parsed?.alternatives.map((one) => longRun(one, flags)).find((run) => run !== null) ?? null;
}

function longRun(alternative: AST.Alternative, flags: string): string | null {
  let counts: number[] | null = null;
  let from = 0;
  let run: string | null = null;
  for (const element of flatten(alternative.elements)) {
    if (element.type === 'Quantifier' && element.max >= MANY && isCharacter(element.element)) {
      if (counts === null) from = element.start;
      const matches = matcherOf(element.element, flags);
      counts = SAMPLE.map((character, i) => (counts?.[i] ?? 0) + (matches(character) ? 1 : 0));
      if (Math.max(...counts) > MAX_ADJACENT)
        run = alternative.raw.slice(from - alternative.start, element.end - alternative.start);
    } else if (!isOptional(element)) {
      // Where nothing follows that may fail, nothing is tried again.
      if (run !== null) return run;
      counts = null;
    }
  }
  return null;
}
