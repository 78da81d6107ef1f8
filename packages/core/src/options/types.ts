import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import type { Rule, RuleSetting } from 'ast-guard';
import type { CustomTransform } from 'enclave-transform';
import type { Limits } from 'enclave-vm';
import type { RunEventListener } from '../events.ts';
import type { Globals } from '../globals.ts';
import type { ToolDefinition, ToolHandler } from '../tools/definition.ts';

/** The argument type of each tool, by name. */
// biome-ignore lint/suspicious/noExplicitAny: handlers are contravariant in their arguments, so no other type holds all.
export type ToolArguments = Record<string, any>;

type Optional<T> = { -readonly [Key in keyof T]?: T[Key] | undefined };

/**
 * Options of an {@link Enclave}. `undefined` means the default of the security level; an unknown or ill-typed option
 * throws at once. Times are in milliseconds, sizes in bytes.
 */
export interface EnclaveOptions<Tools extends ToolArguments = ToolArguments> extends Optional<Limits> {
  /** Language, limits and isolation that are the defaults. Default `STANDARD`. */
  securityLevel?: SecurityLevel | undefined;
  /**
   * `process`: a locked-down child process, which also contains memory bombs and endless built-ins. `vm`: the same realm
   * in this process, which does not. The default is that of the level; `process` where no realm of this process is apart
   * from it: with promise hooks on (async_hooks, and AsyncLocalStorage before Node 24) or `--unhandled-rejections=warn` or
   * `strict`. There `vm` throws.
   */
  isolation?: 'process' | 'vm' | undefined;
  /** Answers every tool call that no definition in `tools` answers. */
  toolHandler?: ToolHandler | undefined;
  /** Tools as definitions, by name. The argument type of each handler is inferred from its `input` schema. */
  tools?: { readonly [Name in keyof Tools]: ToolDefinition<Tools[Name]> } | undefined;
  /**
   * Let scripts call the tools in `tools` as members of objects: `tools.users.list(...)` and `users.list(...)` for
   * `callTool('users:list', ...)`, which goes on working. `describe()` and errors then show tools in that form. Default false.
   */
  toolProxy?: boolean | undefined;
  /** Patterns of tool names that may be called, where `*` stands for any text. Default: all. */
  allowTools?: readonly string[] | undefined;
  /** Patterns of tool names that may not be called; they win over `allowTools`. */
  denyTools?: readonly string[] | undefined;
  /**
   * Data and functions that the guest sees as global names. Data is copied in; a function at any depth becomes an async
   * guest function, and each of its calls counts as a tool call.
   */
  globals?: Globals | undefined;
  /** Freeze the data in `globals`, at any depth. Default true. */
  freezeGlobals?: boolean | undefined;
  /** Told of each event of every run, in order. */
  onEvent?: RunEventListener | undefined;
  /** Leave the stack out of results. Location and code frame stay. */
  sanitizeStackTraces?: boolean | undefined;
  /** Take the clocks away from the guest. */
  blockTimingAPIs?: boolean | undefined;
  /** Accept `while` and `do` loops. */
  allowUnboundedLoops?: boolean | undefined;
  /** Refuse identifiers that mix scripts or look alike. */
  unicodeSecurityCheck?: boolean | undefined;
  /** Judge the script before it runs. Switching it off takes one layer of the defence away. Default true. */
  validate?: boolean | undefined;
  /**
   * Accept code in a Markdown fence, `export default`, and a `main()` that nothing calls. Lines and columns stay those of
   * the text that was given, and `result.repairs` tells what was done. Default true.
   */
  repair?: boolean | undefined;
  /** Take a bare last expression for the value of a script that has no `return`. Default false. */
  returnLastExpression?: boolean | undefined;
  /**
   * Babel plugins, each alone or with its options as `[plugin, options]`. They run before the enclave's own, so that the
   * loops that they add are counted; what they make of the script is judged again. They see each script once: the result
   * is cached.
   */
  transforms?: readonly CustomTransform[] | undefined;
  /** Severity or options of validation rules, by rule id. */
  rules?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Validation rules of your own, from `defineRule` of ast-guard. */
  extraRules?: readonly Rule[] | undefined;
  /** Guests alive at a time (process isolation). Default: by the number of CPUs. */
  maxConcurrentRuns?: number | undefined;
  /** Runs that may wait for a free guest; one more ends with `QUEUE_FULL`. */
  maxQueuedRuns?: number | undefined;
  /** Milliseconds that a run may wait for a free guest; then it ends with `QUEUE_TIMEOUT`. */
  queueTimeout?: number | undefined;
  /** Start processes at once instead of at the first run, which then need not wait for one. Default false. */
  prewarm?: boolean | undefined;
  /**
   * Run the text as written: no loop limits, no positions, no refusal of `import()` before the runner's own. It is there
   * to test the layers behind; leave it out.
   */
  unsafeSkipTransform?: boolean | undefined;
}

/** Options of one run; they go over those of the instance. */
export interface RunOptions {
  /** Ends the run with `ABORTED`. */
  signal?: AbortSignal | undefined;
  toolHandler?: ToolHandler | undefined;
  /** Over those of the instance, name by name. */
  globals?: Globals | undefined;
  /** Told of each event of this run, after the listener of the instance. */
  onEvent?: RunEventListener | undefined;
}
