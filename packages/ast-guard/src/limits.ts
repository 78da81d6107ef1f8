/** Bounds that hold before and while a source is read, so that no input can make the guard itself slow. */
export interface SourceLimits {
  /** UTF-16 units. */
  readonly maxSourceLength: number;
  /** Brackets inside brackets, counted before the parser runs. */
  readonly maxBracketDepth: number;
  /** Syntax nodes inside syntax nodes. */
  readonly maxNodeDepth: number;
}

export const DEFAULT_LIMITS: SourceLimits = {
  maxSourceLength: 262_144,
  maxBracketDepth: 1_000,
  maxNodeDepth: 1_000,
};

export interface LimitFault {
  readonly messageId: 'tooLong' | 'tooDeep' | 'nullCharacter' | 'notText';
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
  return checkBrackets(source, limits.maxBracketDepth);
}

/**
 * Counts brackets, in strings and comments too: text there would have to be nested deeper than the limit to be refused
 * by mistake, and a scanner that knew about strings could disagree with the parser about where one ends.
 */
function checkBrackets(source: string, limit: number): LimitFault | null {
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code === 40 || code === 91 || code === 123) {
      if (++depth > limit) return { messageId: 'tooDeep', offset: i, limit };
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) {
      depth--;
    }
  }
  return null;
}
