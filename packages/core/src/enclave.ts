import { setMaxListeners } from 'node:events';
import { DEFAULT_SECURITY_LEVEL, type SecurityLevel } from '@enclave-vm/runtime-contract';
import { LEVELS, LIMIT_NAMES, type Limits, resolveLimits, vmTierObstacle } from 'enclave-vm';
import type { CompileSettings } from './compile/compile.ts';
import { cachedCompiler } from './compile/compiler-cache.ts';
import { assertRules } from './compile/guard-config.ts';
import { EnclaveDisposedError } from './disposed-error.ts';
import { eventSender, type RunEventListener, type RunStream, streamEvents } from './events.ts';
import { assertGlobalNames, mergeGlobals } from './globals.ts';
import { type DescribeOptions, describeEnclave, type Prompt } from './model/describe.ts';
import { checkOptions } from './options/check-options.ts';
import { EnclaveOptionError } from './options/option-error.ts';
import {
  describeOptionsSchema,
  disposeOptionsSchema,
  enclaveOptionsSchema,
  runOptionsSchema,
} from './options/schema.ts';
import type { EnclaveOptions, RunOptions, ToolArguments } from './options/types.ts';
import type { ExecutionResult, ScriptCheck } from './result.ts';
import { execute, knownNames, type Workshop } from './run/execute.ts';
import { leaseRunner, type RunnerLease, type RunnerSettings } from './run/runner-pool.ts';
import { assertSchemas } from './tools/assert-schemas.ts';
import { assertToolMembers } from './tools/member-types.ts';
import { createToolRegistry, type ToolRegistry } from './tools/registry.ts';

export interface DisposeOptions {
  /** Let the runs that are under way come to their end first. Default false: they end with `RUNNER_DISPOSED`. */
  drain?: boolean | undefined;
}

/**
 * Runs untrusted JavaScript and TypeScript: validates, instruments, and runs it in isolation under limits. One instance
 * serves any number of concurrent runs, each in a realm of its own.
 *
 * @throws EnclaveOptionError for an unknown or ill-typed option.
 */
export class Enclave<Tools extends ToolArguments = ToolArguments> implements AsyncDisposable {
  readonly securityLevel: SecurityLevel;
  /** The limits of each run: those of the level, and over them those of the options. */
  readonly limits: Limits;
  readonly #options: EnclaveOptions;
  readonly #lease: RunnerLease;
  readonly #workshop: Workshop;
  readonly #disposal = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;

  constructor(options: EnclaveOptions<Tools> = {}) {
    checkOptions(enclaveOptionsSchema, options, ORIGIN);
    const level = options.securityLevel ?? DEFAULT_SECURITY_LEVEL;
    const profile = LEVELS[level];
    if (options.globals) assertGlobalNames(options.globals, ORIGIN);
    this.#options = { ...options };
    this.securityLevel = level;
    this.limits = resolveLimits(level, limitsOf(options));
    if (options.tools) assertSchemas(options.tools, ORIGIN);
    const registry = createToolRegistry(options.tools, {
      allow: options.allowTools,
      deny: options.denyTools,
      asMembers: options.toolProxy,
    });
    if (options.toolProxy) assertToolMembers(registry.tools, options.globals, ORIGIN);
    const settings = compileSettings(level, options, registry);
    assertRules(settings, ORIGIN);
    const compiler = cachedCompiler(settings);
    const pool: RunnerSettings = {
      isolation: isolationOf(options.isolation, profile.isolation),
      maxConcurrentRuns: options.maxConcurrentRuns,
      maxQueuedRuns: options.maxQueuedRuns,
      queueTimeout: options.queueTimeout,
    };
    // Every run that is under way listens to it, and Node before 24 warns of more than ten.
    setMaxListeners(0, this.#disposal.signal);
    this.#lease = leaseRunner(pool, options.prewarm ? this.limits.memoryLimit : undefined);
    this.#workshop = {
      level,
      limits: this.limits,
      sanitizeStackTraces: options.sanitizeStackTraces ?? profile.sanitizeStackTraces,
      blockTimingAPIs: options.blockTimingAPIs,
      freezeGlobals: options.freezeGlobals ?? true,
      runner: this.#lease.runner,
      compiler,
      registry,
      disposal: this.#disposal.signal,
    };
  }

  /** Where guests run. */
  get isolation(): 'process' | 'vm' {
    return this.#workshop.runner.isolation;
  }

  /** Names of the tools that are defined and may be called. */
  get toolNames(): readonly string[] {
    return [...this.#workshop.registry.tools.keys()];
  }

  /**
   * Runs a script: the body of an async function in JavaScript or TypeScript, with `await` and `return` at its top level.
   *
   * @returns the outcome; whatever the script does is a value of it. `T` is not checked: the script may return anything.
   * @throws EnclaveOptionError for wrong options, EnclaveDisposedError after `dispose()`.
   */
  async run<T = unknown>(code: string, options: RunOptions = {}): Promise<ExecutionResult<T>> {
    return this.#start<T>(code, options, 'enclave.run()');
  }

  /**
   * Runs a script and gives its events as they come: `for await (const event of enclave.stream(code))`. The run does not
   * wait for its reader; `result` resolves whether the events are read or not.
   */
  stream<T = unknown>(code: string, options: RunOptions = {}): RunStream<T> {
    return streamEvents<T>(async (onEvent) => this.#start<T>(code, options, 'enclave.stream()', onEvent));
  }

  /** The verdict that `run()` would reach before it runs anything. */
  check(code: string, options: Pick<RunOptions, 'globals' | 'toolHandler'> = {}): ScriptCheck {
    const { source, globals, toolHandler } = this.#prepare(code, options, 'enclave.check()');
    const { compiler, registry } = this.#workshop;
    const compilation = compiler.compile(source, knownNames(globals, toolHandler, registry));
    if (!compilation.ok) {
      const { error, repairs } = compilation;
      return { valid: false, issues: error.issues ?? [], error, repairs };
    }
    const { issues, language, repairs } = compilation.script;
    return { valid: true, issues, language, repairs };
  }

  /** What a model has to know to write scripts for this enclave: text for its prompt, and an estimate of its tokens. */
  describe(options: DescribeOptions = {}): Prompt {
    this.#assertUsable();
    checkOptions(describeOptionsSchema, options, 'enclave.describe()');
    const { level, limits, registry } = this.#workshop;
    const { allowUnboundedLoops, blockTimingAPIs = LEVELS[level].blockTimingAPIs, globals = {} } = this.#options;
    return describeEnclave({ level, limits, registry, globals, allowUnboundedLoops, blockTimingAPIs }, options);
  }

  /**
   * Gives back every resource; the promise resolves once all are gone. Need not be awaited. A pool that other instances
   * share stays for them.
   */
  dispose(options: DisposeOptions = {}): Promise<void> {
    checkOptions(disposeOptionsSchema, options, 'enclave.dispose()');
    this.#disposed ??= this.#release();
    if (!options.drain) this.#disposal.abort();
    return this.#disposed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #release(): Promise<void> {
    // A listener may have called from the first event of a run that is not among them yet.
    await undefined;
    await Promise.allSettled(this.#running);
    await this.#lease.release();
  }

  #start<T>(code: string, options: RunOptions, origin: string, reader?: RunEventListener) {
    const job = this.#prepare(code, options, origin);
    const onEvent = eventSender(this.#options.onEvent, options.onEvent, reader);
    const run = execute({ ...job, signal: options.signal, onEvent }, this.#workshop) as Promise<ExecutionResult<T>>;
    this.#running.add(run);
    const done = () => this.#running.delete(run);
    run.then(done, done);
    return run;
  }

  #assertUsable(): void {
    if (this.#disposed) throw new EnclaveDisposedError();
  }

  #prepare(code: string, options: RunOptions, origin: string) {
    this.#assertUsable();
    if (typeof code !== 'string') {
      const message = `${origin} expects the script as a string, not ${code === null ? 'null' : typeof code}.`;
      throw new EnclaveOptionError([{ option: 'code', message }]);
    }
    checkOptions(runOptionsSchema, options, origin);
    const { registry } = this.#workshop;
    if (options.globals) {
      assertGlobalNames(options.globals, origin);
      if (registry.asMembers) assertToolMembers(registry.tools, options.globals, origin);
    }
    return {
      source: code,
      globals: mergeGlobals(this.#options.globals, options.globals),
      toolHandler: options.toolHandler ?? this.#options.toolHandler,
    };
  }
}

const ORIGIN = 'new Enclave()';

/** Where the vm tier cannot hold in this process, a level that has it by default takes the other one. */
function isolationOf(chosen: 'process' | 'vm' | undefined, ofLevel: 'process' | 'vm'): 'process' | 'vm' {
  const isolation = chosen ?? ofLevel;
  const obstacle = isolation === 'vm' ? vmTierObstacle() : undefined;
  if (obstacle === undefined) return isolation;
  if (chosen === undefined) return 'process';
  throw new EnclaveOptionError([{ option: 'isolation', message: `${ORIGIN}: isolation 'vm': ${obstacle}.` }]);
}

function limitsOf(options: EnclaveOptions): Partial<Limits> {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, options[name]]));
}

function compileSettings(level: SecurityLevel, options: EnclaveOptions, { tools }: ToolRegistry): CompileSettings {
  return {
    securityLevel: level,
    validate: options.validate ?? true,
    repair: options.repair ?? true,
    returnLastExpression: options.returnLastExpression ?? false,
    unsafeSkipTransform: options.unsafeSkipTransform ?? false,
    transforms: [...(options.transforms ?? [])],
    toolProxy: options.toolProxy ? [...tools.keys()] : undefined,
    allowUnboundedLoops: options.allowUnboundedLoops,
    unicodeSecurityCheck: options.unicodeSecurityCheck,
    blockTimingAPIs: options.blockTimingAPIs,
    rules: { ...options.rules },
    extraRules: [...(options.extraRules ?? [])],
  };
}
