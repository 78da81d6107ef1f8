import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Enclave } from './enclave.ts';

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
beforeEach(() => exporter.reset());

const enclave = new Enclave({
  toolHandler: async (name) => {
    trace.getTracer('tool').startSpan(`inside ${name}`).end();
    if (name === 'fail') throw new Error('down');
    return 1;
  },
});
afterAll(() => enclave.dispose());

test('a run is a span, and so is each of its tool calls; spans of the handler are within', async () => {
  const { runId } = await enclave.run(`return await callTool('users:list')`);
  const [inside, tool, run] = exporter.getFinishedSpans();
  expect([inside?.name, tool?.name, run?.name]).toEqual(['inside users:list', 'enclave.tool', 'enclave.run']);
  expect(run?.attributes).toMatchObject({
    'enclave.run.id': runId,
    'enclave.security_level': 'STANDARD',
    'enclave.isolation': 'process',
    'enclave.tool_calls': 1,
  });
  expect(tool?.attributes['enclave.tool.name']).toBe('users:list');
  expect(tool?.parentSpanContext?.spanId).toBe(run?.spanContext().spanId);
  expect(inside?.parentSpanContext?.spanId).toBe(tool?.spanContext().spanId);
});

test('what failed says so', async () => {
  await enclave.run(`return await callTool('fail')`);
  await enclave.run('return (');
  const spans = exporter.getFinishedSpans();
  expect(spans.filter(({ status }) => status.code === SpanStatusCode.ERROR).map(({ name }) => name)).toEqual([
    'enclave.tool',
    'enclave.run',
    'enclave.run',
  ]);
  expect(spans.at(-1)?.attributes['enclave.error.code']).toBe('VALIDATION_ERROR');
});

test('a run within a span of the host is its child', async () => {
  const outer = trace.getTracer('host').startSpan('request');
  await context.with(trace.setSpan(context.active(), outer), () => enclave.run('return 1'));
  expect(exporter.getFinishedSpans()[0]?.parentSpanContext?.spanId).toBe(outer.spanContext().spanId);
});

test('a mistake of the host ends the span too', async () => {
  await expect(enclave.run('return 1', { globals: { tag: Symbol('x') } })).rejects.toThrow('tag');
  expect(exporter.getFinishedSpans().map(({ name, status }) => [name, status.code])).toEqual([
    ['enclave.run', SpanStatusCode.ERROR],
  ]);
});
