import type { RuleSettings } from 'ast-guard';
import type { Limits } from 'enclave-vm';
import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import type { RunEventListener } from './events.ts';
import type { Globals } from './globals.ts';
import type { ToolDefinitions, ToolHandler } from './tools/definition.ts';

/**
 * Options of an {@link Enclave}. `undefined` means the default of the security level; an unknown or ill-typed option
 * throws at once. Times are in milliseconds, sizes in bytes.
 */
export interface EnclaveOptions extends Partial<Limits> {
  /** Language, limits and isolation that are the defaults. Default `STANDARD`. */
  securityLevel?: SecurityLevel;
  /**
   * `process`: a locked-down child process, which also contains memory bombs and endless built-ins. `vm`: the same realm
   * in this process, which does not. The default is that of the level.
   */
  isolation?: 'process' | 'vm';
  /** Answers every tool call that no definition in `tools` answers. */
  toolHandler?: ToolHandler;
  /** Tools as definitions, by name. See `defineTool`. */
  tools?: ToolDefinitions;
  /** Patterns of tool names that may be called, where `*` stands for any text. Default: all. */
  allowTools?: readonly string[];
  /** Patterns of tool names that may not be called; they win over `allowTools`. */
  denyTools?: readonly string[];
  /**
   * Data and functions that the guest sees as global names. Data is copied in; a function at any depth becomes an async
   * guest function, and each of its calls counts as a tool call.
   */
  globals?: Globals;
  /** Told of each event of every run, in order. */
  onEvent?: RunEventListener;
  /** Leave the stack out of results. Location and code frame stay. */
  sanitizeStackTraces?: boolean;
  /** Take the clocks away from the guest. */
  blockTimingAPIs?: boolean;
  /** Accept `while` and `do` loops. */
  allowUnboundedLoops?: boolean;
  /** Refuse identifiers that mix scripts or look alike. */
  unicodeSecurityCheck?: boolean;
  /** Judge the script before it runs. Switching it off takes one layer of the defence away. Default true. */
  validate?: boolean;
  /** Accept fenced code, `export default`, `main()` and a bare last expression. Default true. */
  repair?: boolean;
  /** Babel plugins that run before the enclave's own, so that the loops that they add are counted. */
  transforms?: readonly object[];
  /** Severity or options of validation rules, by rule id. */
  rules?: RuleSettings;
  /** Validation rules of your own, from `defineRule` of ast-guard. */
  extraRules?: readonly object[];
  /** Guests alive at a time (process isolation). Default: by the number of CPUs. */
  maxConcurrentRuns?: number;
  /** Runs that may wait for a free guest; one more ends with `QUEUE_FULL`. */
  maxQueuedRuns?: number;
  /**
   * Run the text as written: no loop limits, no positions, no refusal of `import()` before the runner's own. It is there
   * to test the layers behind; leave it out.
   */
  unsafeSkipTransform?: boolean;
}

/** Options of one run; they go over those of the instance. */
export interface RunOptions {
  /** Ends the run with `ABORTED`. */
  signal?: AbortSignal;
  toolHandler?: ToolHandler;
  /** Over those of the instance, name by name. */
  globals?: Globals;
  /** Told of each event of this run, after the listener of the instance. */
  onEvent?: RunEventListener;
}
