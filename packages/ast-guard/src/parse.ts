import { type ParseError, type ParserOptions, parse as parseBabel } from '@babel/parser';
import type { File } from '@babel/types';
import { isSafeTypeScript } from './limits.ts';

export type Language = 'js' | 'ts';

/** `body`: the body of an async function, with top-level `await` and `return`. */
export type SourceType = 'body' | 'script' | 'module';

export interface SyntaxFault {
  /** Babel's own name of the fault, such as `UnexpectedToken`. */
  readonly reason: string;
  readonly message: string;
  readonly offset: number;
}

/** The reason of a fault when the parser ran out of stack, or surely would run out of time. */
export const TOO_NESTED_REASON = 'TooNested';
const TOO_NESTED: SyntaxFault = { reason: TOO_NESTED_REASON, message: '', offset: 0 };

export interface Parsed {
  readonly file: File | null;
  readonly language: Language;
  /** Empty when the source is well formed. */
  readonly faults: readonly SyntaxFault[];
}

/** Length of a source, and colons in it, beyond which the first fault is said, not all. */
const MAX_RECOVERED_LENGTH = 8_192;
const MAX_RECOVERED_LABELS = 200;

const MODES: Record<SourceType | 'bodyWithUsing', ParserOptions> = {
  body: { sourceType: 'script', allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true, strictMode: true },
  // The parser knows bodies as scripts, and in a script there is no `using` at the top.
  bodyWithUsing: { sourceType: 'module', allowReturnOutsideFunction: true },
  script: { sourceType: 'script', strictMode: false },
  module: { sourceType: 'module' },
};

/** `callTool<User>(...)` is JavaScript too: two comparisons, which nobody writes like this with what types start with. */
const GENERIC_CALL =
  /[\w$\])]<(?:[A-Z{["']|(?:any|bigint|boolean|keyof|never|number|object|readonly|string|typeof|unknown|void)\b)[^;()]{0,120}>\(/;

/**
 * Parses once; with `auto` a second time as TypeScript when it is not JavaScript or calls with types, and once more to find every fault when
 * it is neither. Never throws for any source.
 */
export function parseSource(source: string, language: Language | 'auto', sourceType: SourceType): Parsed {
  if (language === 'ts' && !isSafeTypeScript(source)) return { file: null, language, faults: [TOO_NESTED] };
  const first = attempt(source, language === 'ts' ? 'ts' : 'js', sourceType);
  const isWhole = first.faults.length === 0;
  if (isWhole && (language !== 'auto' || !GENERIC_CALL.test(source))) return first;
  const ts = language === 'auto' && isSafeTypeScript(source) ? attempt(source, 'ts', sourceType) : null;
  if (ts?.faults.length === 0) return ts;
  if (isWhole) return first;
  // Neither: whoever came further read it as what the author meant.
  const better = ts !== null && offsetOf(ts) > offsetOf(first) ? ts : first;
  return isRecoverable(source) ? attempt(source, better.language, sourceType, true) : better;
}

function offsetOf({ faults: [fault] }: Parsed): number {
  return fault?.offset ?? 0;
}

/** Each fault is slow to make, and one label that is declared many times is a fault for every pair. */
function isRecoverable(source: string): boolean {
  return (
    source.length <= MAX_RECOVERED_LENGTH && source.split(':', MAX_RECOVERED_LABELS + 1).length <= MAX_RECOVERED_LABELS
  );
}

function attempt(source: string, language: Language, sourceType: SourceType, errorRecovery = false): Parsed {
  const parsed = parseAs(sourceType, source, language, errorRecovery);
  const hasUsing = sourceType === 'body' && parsed.faults.some(({ reason }) => reason === 'UnexpectedUsingDeclaration');
  return hasUsing ? parseAs('bodyWithUsing', source, language, errorRecovery) : parsed;
}

function parseAs(mode: keyof typeof MODES, source: string, language: Language, errorRecovery: boolean): Parsed {
  const stackTraceLimit = Error.stackTraceLimit;
  try {
    // The parser makes one Error for each fault, and its stack is what costs.
    Error.stackTraceLimit = 0;
    const file = parseBabel(source, {
      ...MODES[mode],
      // Modules are refused by a rule that can say what to write instead.
      allowImportExportEverywhere: true,
      errorRecovery,
      attachComment: false,
      // Added afterwards to the trees that are handed over.
      locations: false,
      plugins: language === 'ts' ? ['typescript'] : [],
    });
    const faults = (file.errors ?? []).map(fault);
    return { file, language, faults };
  } catch (error) {
    return { file: null, language, faults: [fault(error as ParseError)] };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function fault(error: Partial<ParseError> & { message?: string; reasonCode?: string; pos?: number }): SyntaxFault {
  if (error instanceof RangeError) {
    return TOO_NESTED;
  }
  return {
    reason: error.reasonCode ?? 'Unknown',
    message: String(error.message).replace(/\s*\(\d+:\d+\)$/, ''),
    offset: error.pos ?? 0,
  };
}
