import { codeFrame } from 'ast-guard';
import type { RunError, ThrownCause } from 'enclave-vm';
import type { CompiledScript } from '../compile/compile.ts';
import type { ErrorCause, ExecutionError, ToolCallReceipt } from '../result.ts';
import type { ToolRegistry } from '../tools/registry.ts';
import { hintFor } from './hints.ts';
import { placeOf } from './places.ts';

export interface RunErrorContext {
  source: string;
  script: CompiledScript;
  registry: ToolRegistry;
  toolCalls: readonly ToolCallReceipt[];
  sanitizeStackTraces: boolean;
}

/** The runner's error with all that only the author's source and the tool definitions can add. */
export function toExecutionError(error: RunError, context: RunErrorContext): ExecutionError {
  const { source, script, registry, toolCalls, sanitizeStackTraces } = context;
  const { code, name, toolName, callId, path, cause, errors } = error;
  const message = readableMessage(error);
  const trail = error.trace && script.locate(error.trace);
  const place = placeOf(error, trail?.location, source, script, registry.asMembers);
  const location = place ?? trail?.location;
  const frames = [...(place ? [{ functionName: '', ...place }] : []), ...(trail?.stack ?? [])];
  const hint = hintFor(error, toolCalls);
  const toolSignature = toolName === undefined ? undefined : registry.tools.get(toolName)?.signature;
  return {
    name,
    message,
    code,
    ...(location && {
      ...(!sanitizeStackTraces && { stack: stackText({ name, message }, frames) }),
      location,
      codeFrame: codeFrame(source, { start: location, end: location }),
    }),
    ...(hint !== undefined && { hint }),
    ...(toolName !== undefined && { toolName }),
    ...(callId !== undefined && { callId }),
    ...(toolSignature !== undefined && { toolSignature }),
    ...(path !== undefined && { path }),
    ...(cause && { cause: toCause(cause, context) }),
    ...(errors && { errors: errors.map((one) => toCause(one, context)) }),
  };
}

function toCause(thrown: ThrownCause, context: RunErrorContext): ErrorCause {
  const { name, message, trace, cause, errors } = thrown;
  const located = trace && context.script.locate(trace);
  return {
    name,
    message,
    ...(located && { location: located.location }),
    ...failedCall(thrown, context.toolCalls),
    ...(cause && { cause: toCause(cause, context) }),
    ...(errors && { errors: errors.map((one) => toCause(one, context)) }),
  };
}

/** The call that failed with this name and message, by the host's own receipts: a script can make up no failure. */
function failedCall(thrown: ThrownCause, toolCalls: readonly ToolCallReceipt[]) {
  const [first, ...others] = toolCalls.filter(
    ({ error }) => error?.name === thrown.name && error.message === thrown.message,
  );
  if (!first || others.some(({ name }) => name !== first.name)) return undefined;
  return { toolName: first.name, ...(others.length === 0 && { callId: first.id }) };
}

/** V8 writes `{(intermediate value)}` for an object literal that it has no name for. */
function readableMessage({ code, message }: RunError): string {
  if (code !== 'EXECUTION_ERROR') return message;
  return message.replace(/^\{(?:\(intermediate value\))+\} is not iterable/, 'An object literal is not iterable');
}

const MAX_FRAMES = 20;

type Frames = NonNullable<ReturnType<CompiledScript['locate']>>['stack'];

function stackText({ name, message }: Pick<RunError, 'name' | 'message'>, frames: Frames): string {
  const lines = frames.slice(0, MAX_FRAMES).map(({ functionName, line, column }) => {
    const place = `script:${line}:${column}`;
    return functionName ? `    at ${functionName} (${place})` : `    at ${place}`;
  });
  const rest = frames.length - lines.length;
  const cut = rest > 0 ? [`    … and ${rest} more`] : [];
  return [message === '' ? name : `${name}: ${message}`, ...lines, ...cut].join('\n');
}
