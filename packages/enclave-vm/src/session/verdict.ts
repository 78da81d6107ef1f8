import type { LinkFault, LinkFaultKind } from '../bridge/link.ts';
import type { ErrorCode } from '../codes.ts';
import {
  FAULT_CODES,
  type FaultRecord,
  MAX_CAUSES,
  MAX_ERRORS,
  MAX_MESSAGE_LENGTH,
  MAX_NAME_LENGTH,
  MAX_TRAIL,
  type ThrownRecord,
} from '../kernel/wire.ts';
import type { Limits } from '../levels.ts';
import type { RunError, ThrownCause } from '../runner.ts';
import { callId } from './tool-calls.ts';

/** How a run ended. */
export type Verdict =
  | { readonly success: true; readonly value: unknown }
  | { readonly success: false; readonly error: RunError };

/** Errors of the runner's own. Their name is the same for all, so that nobody parses it. */
export function failed(code: ErrorCode, message: string, more: Partial<RunError> = {}): Verdict {
  return { success: false, error: { code, name: 'EnclaveError', message, ...more } };
}

export const timedOut = (limits: Limits): Verdict => failed('TIMEOUT', `The run took longer than ${limits.timeout} ms`);

export const aborted = (): Verdict => failed('ABORTED', 'The run was aborted by its signal');

export const deadlocked = (): Verdict =>
  failed('DEADLOCK', 'The script waits for a promise that nothing can settle any more', {
    hint: 'No tool call is pending, and there are no timers: every promise that is awaited needs someone who resolves it.',
  });

const OF_FAULT: Record<LinkFaultKind, (limits: Limits, fault: LinkFault) => Verdict> = {
  timeout: timedOut,
  'cpu-timeout': (limits) => failed('CPU_TIMEOUT', `The script used more than ${limits.cpuTimeout} ms of CPU time`),
  memory: (limits) =>
    failed('MEMORY_LIMIT_EXCEEDED', `The script used more than ${limits.memoryLimit} bytes of memory`),
  crashed: (_, fault) => failed('RUNNER_CRASHED', `The process that ran the script died: ${fault.message}`),
  closed: () => failed('RUNNER_DISPOSED', 'The runner was disposed of before the script was done'),
  protocol: (_, fault) => failed('PROTOCOL_ERROR', fault.message),
  refused: (_, fault) => failed('VALIDATION_ERROR', fault.message, { name: 'SyntaxError' }),
  unsafe: (_, fault) => failed('ISOLATION_UNAVAILABLE', fault.message),
  'queue-full': () => failed('QUEUE_FULL', 'All processes are busy and the queue is full'),
  'queue-timeout': () => failed('QUEUE_TIMEOUT', 'No process became free in time'),
};

export const faulted = (fault: LinkFault, limits: Limits): Verdict => OF_FAULT[fault.kind](limits, fault);

/** A limit that the kernel saw exceeded. `undefined` if the record is malformed. */
export function limitHit(index: number, json: string): Verdict | undefined {
  const code = FAULT_CODES[index];
  const record = parse(json);
  if (code === undefined || !Array.isArray(record) || record.length !== 2) return undefined;
  const [message, trace] = record as unknown[];
  if (!isText(message) || !isTrail(trace)) return undefined;
  return failed(code, message, trace.length === 0 ? {} : { trace });
}

/** What the script threw. `undefined` if the record is malformed. */
export function threw(index: number, json: string): Verdict | undefined {
  const code = FAULT_CODES[index];
  const record = parse(json);
  if (code === undefined || !isFaultRecord(record)) return undefined;
  const [thrown, toolName, path, call] = record;
  const error: RunError = {
    code,
    ...causeOf(thrown),
    ...(toolName === null ? {} : { toolName }),
    ...(path === null ? {} : { path }),
    ...(call === null ? {} : { callId: callId(call) }),
  };
  return { success: false, error };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function causeOf([name, message, trace, cause, errors]: ThrownRecord): ThrownCause {
  return {
    name,
    message,
    ...(trace.length === 0 ? {} : { trace }),
    ...(cause === null ? {} : { cause: causeOf(cause) }),
    ...(errors.length === 0 ? {} : { errors: errors.map(causeOf) }),
  };
}

const isText = (value: unknown, longest = MAX_MESSAGE_LENGTH): value is string =>
  typeof value === 'string' && value.length <= longest;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isTrail = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= MAX_TRAIL * 2 && value.every(isCount);

function isFaultRecord(value: unknown): value is FaultRecord {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [thrown, toolName, path, call] = value as unknown[];
  return (
    isThrownRecord(thrown, 0) &&
    (toolName === null || isText(toolName)) &&
    (path === null || isText(path)) &&
    (call === null || isCount(call))
  );
}

function isThrownRecord(value: unknown, depth: number): value is ThrownRecord {
  if (!Array.isArray(value) || value.length !== 5 || depth > MAX_CAUSES) return false;
  const [name, message, trail, cause, errors] = value as unknown[];
  return (
    isText(name, MAX_NAME_LENGTH) &&
    isText(message) &&
    isTrail(trail) &&
    (cause === null || isThrownRecord(cause, depth + 1)) &&
    Array.isArray(errors) &&
    errors.length <= MAX_ERRORS &&
    errors.every((error) => isThrownRecord(error, depth + 1))
  );
}
