/** Bounds that hold before and while a source is read, so that no input can make the guard itself slow. */
export interface SourceLimits {
  /** UTF-16 units. */
  readonly maxSourceLength: number;
  /** Brackets inside brackets, counted before the parser runs. */
  readonly maxBracketDepth: number;
  /** Words and signs, as counted by looking at the letters alone. */
  readonly maxTokens: number;
  /** Comments: the parser's time grows with their square. */
  readonly maxComments: number;
  /** Syntax nodes inside syntax nodes. */
  readonly maxNodeDepth: number;
}

/** The limits that hold when a configuration names none. A validator can set others with `limits`. */
export const DEFAULT_LIMITS: SourceLimits = {
  maxSourceLength: 262_144,
  maxBracketDepth: 500,
  maxTokens: 125_000,
  maxComments: 20_000,
  maxNodeDepth: 1_000,
};

export interface LimitFault {
  readonly messageId: 'tooLong' | 'tooDeep' | 'tooManyTokens' | 'tooManyComments' | 'nullCharacter' | 'notText';
  readonly offset: number;
  readonly limit: number;
}

/** Judges the bare text, in one pass and without recursion. */
export function checkLimits(source: unknown, limits: SourceLimits): LimitFault | null {
  if (typeof source !== 'string') return { messageId: 'notText', offset: 0, limit: 0 };
  if (source.length > limits.maxSourceLength) {
    return { messageId: 'tooLong', offset: limits.maxSourceLength, limit: limits.maxSourceLength };
  }
  const nullAt = source.indexOf('\0');
  if (nullAt !== -1) return { messageId: 'nullCharacter', offset: nullAt, limit: 0 };
  return scan(source, limits);
}

const [SLASH, STAR] = [47, 42];

/**
 * Counts brackets, comments and tokens, in strings too: text there would have to reach the limit by itself to be refused by
 * mistake, and a scanner that knew about strings could disagree with the parser about where one ends.
 */
function scan(source: string, { maxBracketDepth, maxTokens, maxComments }: SourceLimits): LimitFault | null {
  let depth = 0;
  let comments = 0;
  let tokens = 0;
  let inWord = false;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    const isWord = isWordCode(code);
    if (isWord ? !inWord : code > 32) tokens++;
    inWord = isWord;
    if (tokens > maxTokens) return { messageId: 'tooManyTokens', offset: i, limit: maxTokens };
    if (isWord) continue;
    if (code === 40 || code === 91 || code === 123) {
      if (++depth > maxBracketDepth) return { messageId: 'tooDeep', offset: i, limit: maxBracketDepth };
    } else if (code === 41 || code === 93 || code === 125) {
      if (depth > 0) depth--;
    } else if (code === SLASH) {
      const next = source.charCodeAt(i + 1);
      if ((next === SLASH || next === STAR) && ++comments > maxComments) {
        return { messageId: 'tooManyComments', offset: i, limit: maxComments };
      }
    }
  }
  return null;
}

/** A letter, a digit, `$`, `_`, or anything beyond ASCII. */
function isWordCode(code: number): boolean {
  if (code > 127) return true;
  if (code > 96) return code < 123;
  return code > 64 ? code < 91 || code === 95 : code === 36 || (code > 47 && code < 58);
}

/** Generic calls inside one another, beyond which Babel's TypeScript parser, which tries each in two ways, is too slow. */
const MAX_NESTED_GENERICS = 10;
/** Angle brackets that stay open. */
const MAX_OPEN_ANGLES = 100;
/** Conditionals with a parenthesis after the question mark in one statement: each may start an arrow function. */
const MAX_CONDITIONALS = 60;
/** Attempts of the parser in the whole source, about three microseconds each. */
const MAX_ATTEMPTS = 30_000;
const CONDITIONAL = /\?\s*\(/y;

/**
 * Whether the text can be given to the TypeScript parser, which tries what may be a generic call or an arrow function in
 * several ways: its time doubles with each `<T>(` inside another, and grows with the square of the `a ? (b) : c => d` and
 * the `a < b < c` that are in one another. Counts a parenthesis as one of the first when any `>` that is not of an arrow
 * stands between it and the one before.
 */
export function isSafeTypeScript(source: string): boolean {
  const isGeneric: boolean[] = [];
  const outside: number[] = [];
  let nested = 0;
  let angles = 0;
  let conditionals = 0;
  let attempts = 0;
  let sawAngle = false;
  for (let i = 0; i < source.length; i++) {
    switch (source[i]) {
      case '<':
        attempts += ++angles;
        break;
      case '>':
        if (source[i - 1] === '=') break;
        if (angles > 0) angles--;
        sawAngle = true;
        break;
      case ';':
        angles = 0;
        conditionals = outside.at(-1) ?? 0;
        break;
      case '{':
        angles = 0;
        outside.push(conditionals);
        break;
      case '}':
        angles = 0;
        conditionals = outside.pop() ?? 0;
        break;
      case '?':
        CONDITIONAL.lastIndex = i;
        if (CONDITIONAL.test(source)) attempts += ++conditionals * 3;
        break;
      case '(':
        isGeneric.push(sawAngle);
        if (sawAngle) attempts += 2 ** ++nested;
        sawAngle = false;
        break;
      case ')':
        if (isGeneric.pop() === true) nested--;
        sawAngle = false;
        break;
    }
    if (nested > MAX_NESTED_GENERICS || angles > MAX_OPEN_ANGLES || conditionals > MAX_CONDITIONALS) return false;
  }
  return attempts <= MAX_ATTEMPTS;
}
