import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import type { ExecutionResult } from './result.ts';

type Api = typeof import('@opentelemetry/api');

/** Undefined when the optional peer is not installed. */
let api: Promise<Api | undefined> | undefined;

function loadApi(): Promise<Api | undefined> {
  api ??= import('@opentelemetry/api').catch(() => undefined);
  return api;
}

/** Spans of one run: nothing at all when nobody has installed `@opentelemetry/api`. */
export interface RunTrace {
  /** Runs `handler` in a span of its own, as child of the run's span. */
  toolCall<T>(name: string, callId: string, handler: () => Promise<T>): Promise<T>;
  end(result: ExecutionResult): void;
  /** The run has no result. */
  abandon(): void;
}

const noTrace: RunTrace = { toolCall: (_name, _callId, handler) => handler(), end() {}, abandon() {} };

export async function traceRun(runId: string, attributes: Attributes): Promise<RunTrace> {
  const api = await loadApi();
  if (!api) return noTrace;
  const tracer = api.trace.getTracer('@enclave-vm/core');
  const span = tracer.startSpan('enclave.run', { attributes: { 'enclave.run.id': runId, ...attributes } });
  return spansOf(api, tracer, span);
}

function spansOf({ context, SpanStatusCode, trace }: Api, tracer: Tracer, run: Span): RunTrace {
  const parent = trace.setSpan(context.active(), run);
  return {
    async toolCall(name, callId, handler) {
      const attributes = { 'enclave.tool.name': name, 'enclave.tool.call_id': callId };
      const span = tracer.startSpan('enclave.tool', { attributes }, parent);
      try {
        return await context.with(trace.setSpan(parent, span), handler);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, ...(error instanceof Error && { message: error.name }) });
        throw error;
      } finally {
        span.end();
      }
    },
    end(result) {
      const { stats } = result;
      run.setAttributes({
        'enclave.tool_calls': stats.toolCallCount,
        'enclave.iterations': stats.iterationCount,
        'enclave.cpu_time_ms': stats.cpuTime,
      });
      if (!result.success) {
        run.setAttribute('enclave.error.code', result.error.code);
        run.setStatus({ code: SpanStatusCode.ERROR, message: result.error.code });
      }
      run.end();
    },
    abandon() {
      run.setStatus({ code: SpanStatusCode.ERROR });
      run.end();
    },
  };
}
