import { codeFrame } from 'ast-guard';
import type { RunError, ThrownCause } from 'enclave-vm';
import type { CompiledScript } from '../compile/compile.ts';
import type { ErrorCause, ExecutionError, ToolCallReceipt } from '../result.ts';
import type { ToolRegistry } from '../tools/registry.ts';
import { hintFor } from './hints.ts';

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
  const { code, name, message, toolName, path, cause, errors } = error;
  const located = error.trace && script.locate(error.trace);
  const hint = hintFor(error, toolCalls);
  const toolSignature = toolName === undefined ? undefined : registry.tools.get(toolName)?.signature;
  return {
    name,
    message,
    code,
    ...(located && {
      ...(!sanitizeStackTraces && { stack: stackText(error, located.stack) }),
      location: located.location,
      codeFrame: codeFrame(source, { start: located.location, end: located.location }),
    }),
    ...(hint !== undefined && { hint }),
    ...(toolName !== undefined && { toolName }),
    ...(toolSignature !== undefined && { toolSignature }),
    ...(path !== undefined && { path }),
    ...(cause && { cause: toCause(cause, script) }),
    ...(errors && { errors: errors.map((one) => toCause(one, script)) }),
  };
}

function toCause({ name, message, trace, cause, errors }: ThrownCause, script: CompiledScript): ErrorCause {
  const located = trace && script.locate(trace);
  return {
    name,
    message,
    ...(located && { location: located.location }),
    ...(cause && { cause: toCause(cause, script) }),
    ...(errors && { errors: errors.map((one) => toCause(one, script)) }),
  };
}

const MAX_FRAMES = 20;

type Frames = NonNullable<ReturnType<CompiledScript['locate']>>['stack'];

function stackText({ name, message }: RunError, frames: Frames): string {
  const lines = frames.slice(0, MAX_FRAMES).map(({ functionName, line, column }) => {
    const place = `script:${line}:${column}`;
    return functionName ? `    at ${functionName} (${place})` : `    at ${place}`;
  });
  const rest = frames.length - lines.length;
  const cut = rest > 0 ? [`    … and ${rest} more`] : [];
  return [message === '' ? name : `${name}: ${message}`, ...lines, ...cut].join('\n');
}
