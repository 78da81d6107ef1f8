import { type ParserOptions, parse as parseBabel } from '@babel/parser';
import type { File, Statement } from '@babel/types';
import { TransformError } from './errors.ts';

/** `body`: a program with top-level `await` and `return`, strict. `script`: an ordinary script, sloppy or strict. */
export type SourceType = 'body' | 'script';
export type Language = 'js' | 'ts';

function parserOptions(sourceType: SourceType, language: Language, attachComment: boolean): ParserOptions {
  const plugins: NonNullable<ParserOptions['plugins']> = ['sourcePhaseImports', 'deferredImportEvaluation'];
  if (language === 'ts') plugins.push('typescript');
  if (sourceType === 'body') {
    return {
      sourceType: 'script',
      strictMode: true,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      attachComment,
      plugins,
    };
  }
  return { sourceType: 'script', attachComment, plugins };
}

/** Parses a program. Throws a `SYNTAX` {@link TransformError} that says where the first error stands. */
export function parse(source: string, sourceType: SourceType, language: Language, attachComment = false): File {
  const options = parserOptions(sourceType, language, attachComment);
  try {
    return parseBabel(source, options) as File;
  } catch (error) {
    const { reasonCode } = error as { reasonCode?: unknown };
    const file = TOLERATED.includes(reasonCode) ? parseTolerated(source, sourceType, options) : undefined;
    if (file !== undefined) return file;
    throw syntaxError(error);
  }
}

const TOLERATED: readonly unknown[] = ['InvalidLhs', 'ImportOutsideModule', 'UnexpectedUsingDeclaration'];

/**
 * Parses what this parser refuses and we can do better with. V8 takes `f() = 1` in strict scripts too, for the sake of the
 * web, and throws when it gets there; an `export` in a namespace is for whoever judges namespaces; and what has `using` at
 * its top is no script, but the body of a function.
 */
function parseTolerated(source: string, sourceType: SourceType, options: ParserOptions) {
  try {
    const file = parseBabel(source, { ...options, errorRecovery: true }) as File & {
      errors?: readonly { reasonCode: string; pos: number }[];
    };
    const starts = new Set(file.program.body.map(({ start }) => start));
    const isTolerated = file.errors?.every(({ reasonCode, pos }) => {
      if (reasonCode === 'InvalidLhs') return sourceType === 'script';
      if (reasonCode === 'UnexpectedUsingDeclaration') return sourceType === 'body' && starts.has(pos);
      return reasonCode === 'ImportOutsideModule' && file.program.body.some((node) => isNamespaceAround(node, pos));
    });
    return isTolerated ? file : undefined;
  } catch {
    return undefined;
  }
}

function isNamespaceAround(node: Statement, offset: number): boolean {
  return node.type === 'TSModuleDeclaration' && Number(node.start) < offset && offset < Number(node.end);
}

/** JavaScript first, TypeScript when that does not parse; the JavaScript error is the one to report when neither does. */
export function parseEither(source: string, sourceType: SourceType): { file: File; language: Language } {
  try {
    return { file: parse(source, sourceType, 'js'), language: 'js' };
  } catch (error) {
    try {
      return { file: parse(source, sourceType, 'ts'), language: 'ts' };
    } catch {
      throw error;
    }
  }
}

function syntaxError(error: unknown): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const { loc, reasonCode = '' } = error as SyntaxError & {
    loc?: { line: number; column: number };
    reasonCode?: string;
  };
  // Babel names its own plugin for decorators and other proposals.
  const isProposal = /^Missing(?:OneOf)?Plugins?$/.test(reasonCode);
  // It appends "(line:column)" with a 0-based column, too: the location says it better.
  const message = isProposal
    ? 'This syntax is not part of the language.'
    : error.message.replace(/\s*\(\d+:\d+\)$/, '');
  return new TransformError('SYNTAX', message, {
    cause: error,
    ...(loc === undefined ? {} : { location: { line: loc.line, column: loc.column + 1 } }),
  });
}
