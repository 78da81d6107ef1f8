import type { Level, Tier } from '../corpus.ts';
import { LIMIT_CODES, TIMEOUT_CODES } from '../limit-codes.ts';
import type { Settled, SubjectLimits } from '../subject.ts';
import { holdsForeignObject, holdsFunction, textOf } from '../text-of.ts';

export interface OutcomeLike {
  readonly success: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly name: string; readonly message: string; readonly stack?: string };
  readonly stats: { readonly toolCallCount?: number; readonly peakMemory?: number };
  readonly console: readonly { readonly level: string; readonly text: string }[];
}

/** Options of `new Enclave` for the limits of a case. Unset ones keep the level's own. */
export function enclaveOptions(limits: SubjectLimits, level: Level, tier: Tier): Record<string, unknown> {
  const options: Record<string, unknown> = {
    securityLevel: level,
    isolation: tier,
    timeout: limits.timeoutMs,
    memoryLimit: limits.memoryMb * 1024 * 1024,
  };
  if (limits.maxIterations !== undefined) options.maxIterations = limits.maxIterations;
  if (limits.maxToolCalls !== undefined) options.maxToolCalls = limits.maxToolCalls;
  if (limits.maxResultBytes !== undefined) options.maxResultBytes = limits.maxResultBytes;
  if (limits.maxLogBytes !== undefined) options.maxConsoleOutputBytes = limits.maxLogBytes;
  return options;
}

export function settledFrom(outcome: OutcomeLike): Settled {
  const logs = outcome.console.map((entry) => entry.text);
  const code = outcome.success ? 'OK' : (outcome.error?.code ?? 'NO_CODE');
  const value = outcome.success
    ? textOf(outcome.value)
    : `${outcome.error?.name}: ${outcome.error?.message} ${outcome.error?.stack ?? ''}`;
  return {
    status: outcome.success
      ? 'ok'
      : TIMEOUT_CODES.includes(code)
        ? 'timeout'
        : LIMIT_CODES.includes(code)
          ? 'limit'
          : 'error',
    code,
    value,
    bytes: Buffer.byteLength(value),
    logs,
    logBytes: logs.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    raw: outcome.success ? outcome.value : outcome.error,
    ...(outcome.stats.toolCallCount === undefined ? {} : { toolCallCount: outcome.stats.toolCallCount }),
    ...(outcome.stats.peakMemory === undefined ? {} : { peakMemory: outcome.stats.peakMemory }),
    fnSeen: outcome.success && holdsFunction(outcome.value),
    protoChanged: outcome.success && holdsForeignObject(outcome.value),
  };
}
