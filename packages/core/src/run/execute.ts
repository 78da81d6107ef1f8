import { randomUUID } from 'node:crypto';
import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import { type CallTool, GlobalsError, type Limits, type Runner, type RunOutcome, type RunStats } from 'enclave-vm';
import type { CompiledScript, KnownNames } from '../compile/compile.ts';
import type { CachedCompiler } from '../compile/compiler-cache.ts';
import type { RunEventListener } from '../events.ts';
import type { Globals } from '../globals.ts';
import { EnclaveOptionError } from '../options/option-error.ts';
import type { ExecutionError, ExecutionResult, ToolCallReceipt } from '../result.ts';
import { type RunTrace, traceRun } from '../telemetry.ts';
import { bindTools } from '../tools/bind.ts';
import type { ToolHandler } from '../tools/definition.ts';
import type { ToolRegistry } from '../tools/registry.ts';
import { toExecutionError } from './run-error.ts';

/** What stays the same for every run of an enclave. */
export interface Workshop {
  readonly level: SecurityLevel;
  readonly limits: Limits;
  readonly sanitizeStackTraces: boolean;
  readonly blockTimingAPIs: boolean | undefined;
  readonly freezeGlobals: boolean;
  readonly runner: Runner;
  readonly compiler: CachedCompiler;
  readonly registry: ToolRegistry;
  /** Aborts when the enclave is disposed of. */
  readonly disposal: AbortSignal;
}

export interface Job {
  readonly source: string;
  readonly globals: Globals;
  readonly toolHandler: ToolHandler | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: RunEventListener | undefined;
}

/** Compiles and runs one script. Rejects for nothing that the script does. */
export async function execute(job: Job, workshop: Workshop): Promise<ExecutionResult> {
  const runId = randomUUID();
  job.onEvent?.({ type: 'started', runId });
  const result = await outcomeOf(runId, job, workshop);
  job.onEvent?.({ type: 'finished', runId, result });
  return result;
}

async function outcomeOf(runId: string, job: Job, workshop: Workshop): Promise<ExecutionResult> {
  const { level, runner } = workshop;
  const trace = await traceRun(runId, { 'enclave.security_level': level, 'enclave.isolation': runner.isolation });
  try {
    const result = await compileAndRun(runId, job, workshop, trace);
    trace.end(result);
    return result;
  } catch (error) {
    trace.abandon();
    throw refusedGlobal(error) ?? error;
  }
}

async function compileAndRun(runId: string, job: Job, workshop: Workshop, trace: RunTrace): Promise<ExecutionResult> {
  const { level, limits, runner, compiler, registry, disposal } = workshop;
  const start = performance.now();
  const compilation = compiler.compile(job.source, knownNames(job.globals, job.toolHandler, registry));
  const compileTime = performance.now() - start;
  if (!compilation.ok) {
    const { error, repairs } = compilation;
    const stats = { ...NOTHING_RAN, duration: compileTime, compileTime };
    return { success: false, runId, error, stats, repairs, toolCalls: [], console: [], warnings: [] };
  }
  const answer = bindTools(registry, job.toolHandler, runId);
  const callTool: CallTool = (call) => trace.toolCall(call.name, call.id, () => answer(call));
  const outcome = await runner.run(compilation.script.program, {
    limits,
    level,
    blockTimingAPIs: workshop.blockTimingAPIs,
    callTool,
    globals: job.globals,
    freezeGlobals: workshop.freezeGlobals,
    signal: job.signal ? AbortSignal.any([job.signal, disposal]) : disposal,
    onEvent: job.onEvent,
  });
  return toResult(runId, outcome, compilation.script, compileTime, job, workshop);
}

/** The runner encodes the globals, and rejects for one that is no data, such as a symbol. */
function refusedGlobal(error: unknown): EnclaveOptionError | undefined {
  if (!(error instanceof GlobalsError)) return undefined;
  const { path: option, problem } = error;
  return new EnclaveOptionError([
    { option, message: `enclave.run(): a script cannot be given ${option}: it ${problem}.` },
  ]);
}

function toResult(
  runId: string,
  outcome: RunOutcome,
  script: CompiledScript,
  compileTime: number,
  { source, signal }: Job,
  { registry, sanitizeStackTraces, disposal }: Workshop,
): ExecutionResult {
  const toolCalls = outcome.toolCalls.map((receipt): ToolCallReceipt => {
    return { ...receipt, idempotent: registry.tools.get(receipt.name)?.definition.idempotent ?? false };
  });
  const stats = { ...outcome.stats, compileTime };
  const { repairs, issues: warnings } = script;
  const record = { runId, stats, toolCalls, console: outcome.console, repairs, warnings };
  if (outcome.success) return { success: true, value: outcome.value, ...record };
  const { error } = outcome;
  const disposed = error.code === 'ABORTED' && disposal.aborted && !signal?.aborted;
  return {
    success: false,
    error: disposed ? DISPOSED : toExecutionError(error, { source, script, registry, toolCalls, sanitizeStackTraces }),
    ...record,
  };
}

/**
 * What validation may know of names. With a handler for any name, only the handler knows which tools there are. Patterns
 * with several stars are left to the call itself: matching them must be safe on any name that a source may spell.
 */
export function knownNames(
  globals: Globals,
  toolHandler: ToolHandler | undefined,
  { tools, allowed }: ToolRegistry,
): KnownNames {
  const defined = toolHandler === undefined && tools.size > 0 ? [...tools.keys()] : undefined;
  const patterns = allowed?.every((pattern) => pattern.split('*').length <= 2) ? allowed : undefined;
  return { globals: Object.keys(globals), tools: defined ?? patterns };
}

const DISPOSED: ExecutionError = {
  name: 'RunnerDisposedError',
  code: 'RUNNER_DISPOSED',
  message: 'The enclave was disposed of while the script ran.',
};

const NOTHING_RAN: RunStats = {
  duration: 0,
  cpuTime: 0,
  toolCallCount: 0,
  iterationCount: 0,
  consoleCallCount: 0,
  consoleBytes: 0,
  resultBytes: 0,
  toolPayloadBytes: 0,
};
