import type { Node } from '@babel/types';

/** Where something stands in a source: 1-based line, 1-based column in UTF-16 units. */
export interface SourceLocation {
  readonly line: number;
  readonly column: number;
}

/** Why a program could not be transformed. */
export type TransformErrorCode =
  /** The source does not parse. */
  | 'SYNTAX'
  /** The source is longer than it may be. */
  | 'SOURCE_TOO_LARGE'
  /** The source is nested deeper than the stack holds. */
  | 'SOURCE_TOO_DEEP'
  /** The author uses a name that is kept for instrumented code. */
  | 'RESERVED_NAME'
  /** A TypeScript construct that can be neither erased nor rewritten (`import x = ...`, namespaces that merge). */
  | 'UNSUPPORTED_TYPESCRIPT'
  /** A tool call names something that is not declared. */
  | 'UNKNOWN_TOOL'
  /** The program has no shape that can be run as a script body. */
  | 'UNSUPPORTED_ENTRY'
  /** A plugin threw. */
  | 'PLUGIN_FAILED'
  /** A plugin ran longer than it may. */
  | 'PLUGIN_TIMEOUT'
  /** The finished program breaks what a plugin promises. */
  | 'VERIFY_FAILED'
  /** An option or a combination of plugins that makes no sense. */
  | 'INVALID_OPTIONS';

export interface TransformErrorDetails {
  readonly location?: SourceLocation | undefined;
  readonly hint?: string | undefined;
  readonly plugin?: string | undefined;
  readonly cause?: unknown;
}

/** Thrown when a program cannot be transformed; `location` points into the source that was given. */
export class TransformError extends Error {
  override readonly name = 'TransformError';
  readonly code: TransformErrorCode;
  readonly location: SourceLocation | undefined;
  readonly hint: string | undefined;
  /** Name of the plugin that failed or refused. */
  readonly plugin: string | undefined;

  constructor(code: TransformErrorCode, message: string, details: TransformErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.location = details.location;
    this.hint = details.hint;
    this.plugin = details.plugin;
  }
}

/** Where a node starts; unknown for a node that no one wrote. */
export function locationOf(node: Node): SourceLocation | undefined {
  const at = node.loc?.start;
  return at && { line: at.line, column: at.column + 1 };
}
