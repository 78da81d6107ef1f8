import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import type { ErrorCode } from './codes.ts';
import type { Guarantees } from './guarantees.ts';
import type { Limits } from './levels.ts';

/** A program for a runner. */
export interface Program {
  /** The text of one strict async function body: `await` and `return` at its top level, no wrapper around it. */
  readonly code: string;
  /** The body uses the runtime binding that `enclave-transform` writes into it. Default: false. */
  readonly instrumented?: boolean | undefined;
}

/** One call of a tool by the script. */
export interface ToolCall {
  /** Unique within the run. */
  readonly id: string;
  /** Exactly what the script passed: any text at all. Never use it to look something up on a plain object. */
  readonly name: string;
  /**
   * A fresh copy of what the script passed: data only, of classes of the host's own. A regular expression among it is the
   * script's and may take for ever on the wrong text.
   */
  readonly args: unknown;
  /** Aborted when the call can no longer matter: the run ended, or the call took longer than `toolTimeout`. */
  readonly signal: AbortSignal;
}

export type CallTool = (call: ToolCall) => unknown;

/** What happens in a run, as it happens. */
export type RunEvent =
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string }
  | { readonly type: 'tool-settled'; readonly receipt: ToolCallReceipt }
  | { readonly type: 'console'; readonly entry: ConsoleEntry };

export interface RunOptions {
  /** Complete budgets: see `resolveLimits`. */
  readonly limits: Limits;
  /** Which globals the realm has, and how tame they are. Default: `STANDARD`. */
  readonly level?: SecurityLevel | undefined;
  /** The realm has no clock. Default: as the level says. */
  readonly blockTimingAPIs?: boolean | undefined;
  /** Answers the script's tool calls. Without it every call fails. */
  readonly callTool?: CallTool | undefined;
  /**
   * Values that the script finds as global constants. Data is copied in; a function at any depth of plain objects and
   * arrays becomes an async guest function, and each of its calls counts as a tool call.
   */
  readonly globals?: Readonly<Record<string, unknown>> | undefined;
  /** The data in `globals` is frozen at any depth. Default: false. */
  readonly freezeGlobals?: boolean | undefined;
  /** Ends the run with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Told what happens, as it happens. What it throws becomes an uncaught exception. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

export interface RunError {
  readonly code: ErrorCode;
  /** What the thrown value says its name is, or a name of the runner's own. */
  readonly name: string;
  readonly message: string;
  /** The trail that instrumented code left: flat pairs of function id and position id, innermost first. */
  readonly trace?: readonly number[] | undefined;
  /** The tool whose failure nobody caught. */
  readonly toolName?: string | undefined;
  /** Where in the value the trouble is, such as `value.items[3].onClick`. */
  readonly path?: string | undefined;
  readonly hint?: string | undefined;
  /** Id of the receipt of the tool call whose failure nobody caught. */
  readonly callId?: string | undefined;
  /** What the thrown error gave as its `cause`. */
  readonly cause?: ThrownCause | undefined;
  /** What a thrown AggregateError collected: the first few of them. */
  readonly errors?: readonly ThrownCause[] | undefined;
}

/** An error inside of the one that ended the script. */
export interface ThrownCause {
  readonly name: string;
  readonly message: string;
  readonly trace?: readonly number[] | undefined;
  readonly cause?: ThrownCause | undefined;
  readonly errors?: readonly ThrownCause[] | undefined;
}

export interface RunStats {
  /** Wall time in ms. */
  readonly duration: number;
  /** Guest CPU time in ms. */
  readonly cpuTime: number;
  /** Tool calls that the script made. */
  readonly toolCallCount: number;
  /** Loop iterations, as counted by instrumented code. */
  readonly iterationCount: number;
  readonly consoleCallCount: number;
  readonly consoleBytes: number;
  /** Size of the encoded result. */
  readonly resultBytes: number;
  /** Size of the encoded arguments and results of all tool calls. */
  readonly toolPayloadBytes: number;
  /** Highest memory in bytes seen for the place where the guest ran, if the runner can tell. */
  readonly peakMemory?: number | undefined;
}

/** What became of one tool call. */
export interface ToolCallReceipt {
  readonly id: string;
  readonly name: string;
  /** `pending`: started, and not finished when the run ended. `not-started`: its turn never came. */
  readonly state: 'succeeded' | 'failed' | 'pending' | 'not-started';
  /** Time of the call as milliseconds since the epoch. */
  readonly startedAt: number;
  /** ms until it settled, or until the run ended. */
  readonly duration: number;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string | undefined } | undefined;
}

export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

export interface ConsoleEntry {
  readonly level: ConsoleLevel;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export type RunOutcome = (
  | { readonly success: true; readonly value: unknown }
  | { readonly success: false; readonly error: RunError }
) & {
  readonly stats: RunStats;
  readonly toolCalls: ToolCallReceipt[];
  readonly console: ConsoleEntry[];
};

/** Runs programs, each in a realm of its own. */
export interface Runner {
  readonly isolation: 'process' | 'vm';
  /** What this runner really enforces on this platform. */
  readonly guarantees: Guarantees;
  /** Runs one program. Never rejects for anything that the guest does. */
  run(program: Program, options: RunOptions): Promise<RunOutcome>;
  /** Ends what is running and gives back every resource. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
