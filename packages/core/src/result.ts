import type { Issue } from 'ast-guard';
import type { Repair } from 'enclave-transform';
import type { ConsoleEntry, ErrorCode, ToolCallReceipt as RunnerReceipt, RunStats } from 'enclave-vm';

/** Where something is in the author's own source. Lines and columns count from 1. */
export interface SourceLocation {
  readonly line: number;
  readonly column: number;
}

/** Why a run failed. Plain data: it can be logged, stored and sent. */
export interface ExecutionError {
  /**
   * What the thrown value says its name is; `ValidationError` for a script that was refused, and another of the enclave's own
   * where nothing was thrown. Tell causes apart by `code`.
   */
  readonly name: string;
  readonly message: string;
  /** The cause, decided by the enclave; no guest value can set it. `docs/errors/<CODE>.md` has a page for each. */
  readonly code: ErrorCode;
  /** Function by function, in the author's coordinates. Left out when `sanitizeStackTraces` is on. */
  readonly stack?: string;
  readonly location?: SourceLocation;
  /** The author's own source around the location. It is nowhere else in the error. */
  readonly codeFrame?: string;
  /** What to write instead, or what to change. */
  readonly hint?: string;
  /** Everything that validation found, for `VALIDATION_ERROR`. */
  readonly issues?: readonly Issue[];
  /** The tool whose failure nobody caught. */
  readonly toolName?: string;
  /** Id of the receipt of that call. */
  readonly callId?: string;
  /** The types of that tool, when it is defined under `tools`. */
  readonly toolSignature?: string;
  /** Where in a value the trouble is, such as `value.items[3].onClick`. */
  readonly path?: string;
  readonly cause?: ErrorCause;
  /** What an AggregateError collected: the first few of them. */
  readonly errors?: readonly ErrorCause[];
}

/** An error inside of the one that ended the script. */
export interface ErrorCause {
  readonly name: string;
  readonly message: string;
  readonly location?: SourceLocation;
  /** The tool that failed with this very error, if one did. */
  readonly toolName?: string;
  /** Id of the receipt of that call. Left out when several calls failed so. */
  readonly callId?: string;
  readonly cause?: ErrorCause;
  readonly errors?: readonly ErrorCause[];
}

/** What became of one tool call. `idempotent` is what the tool's definition says. */
export interface ToolCallReceipt extends RunnerReceipt {
  readonly idempotent: boolean;
}

export interface ExecutionStats extends RunStats {
  /** Milliseconds that validation and transformation took; near 0 for a script that is in the cache. */
  readonly compileTime: number;
}

interface ExecutionRecord {
  /** Also given to every tool handler of the run. */
  readonly runId: string;
  readonly stats: ExecutionStats;
  /** One for each tool call that the script made, in order. */
  readonly toolCalls: readonly ToolCallReceipt[];
  readonly console: readonly ConsoleEntry[];
  /** Empty when the source ran as it was written. */
  readonly repairs: readonly Repair[];
  /** What validation found that is no reason to refuse the script, such as a tool call that nobody awaits. */
  readonly warnings: readonly Issue[];
}

export interface ExecutionSuccess<T = unknown> extends ExecutionRecord {
  readonly success: true;
  readonly value: T;
}

export interface ExecutionFailure extends ExecutionRecord {
  readonly success: false;
  readonly error: ExecutionError;
}

/** The outcome of a run. Whatever the guest does, it ends here and not in an exception. */
export type ExecutionResult<T = unknown> = ExecutionSuccess<T> | ExecutionFailure;

/** What `enclave.check()` finds. */
export type ScriptCheck =
  | {
      readonly valid: true;
      /** Warnings. */
      readonly issues: readonly Issue[];
      readonly language: 'js' | 'ts';
      readonly repairs: readonly Repair[];
    }
  | {
      readonly valid: false;
      readonly issues: readonly Issue[];
      /** The error that `run()` would give, with its code frame. */
      readonly error: ExecutionError;
      readonly repairs: readonly Repair[];
    };
