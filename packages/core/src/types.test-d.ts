import { type } from 'arktype';
import * as v from 'valibot';
import { expectTypeOf } from 'vitest';
import { z } from 'zod';
import type {
  Enclave as AnyEnclave,
  EnclaveOptions,
  ExecutionError,
  RunEvent,
  RunOptions,
  RunStream,
} from './index.ts';
import { defineTool, Enclave, type ExecutionResult, runAgentScript } from './index.ts';
import type { ENCLAVE_OPTIONS, RUN_OPTIONS } from './options/schema.ts';

// The handler's arguments come from the schema, whichever library it is of.
new Enclave({
  tools: {
    zod: {
      input: z.object({ limit: z.number().default(1) }),
      handler: (args) => expectTypeOf(args).toEqualTypeOf<{ limit: number }>(),
    },
    valibot: {
      input: v.object({ id: v.string() }),
      handler: (args) => expectTypeOf(args).toEqualTypeOf<{ id: string }>(),
    },
    arktype: { input: type({ n: 'number' }), handler: (args) => expectTypeOf(args).toEqualTypeOf<{ n: number }>() },
    json: { input: { type: 'object' }, handler: ({ id }) => id },
    annotated: { input: { type: 'object' }, handler: (args: { id: string }) => args.id },
    none: { handler: (args) => expectTypeOf(args).toBeAny() },
    method: {
      input: z.object({ id: z.string() }),
      async handler({ id }, { signal, callId, runId, toolName }) {
        expectTypeOf(id).toBeString();
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        expectTypeOf(callId + runId + toolName).toBeString();
      },
    },
  },
});

// defineTool checks the result as well.
const users = defineTool({
  input: z.object({ limit: z.number() }),
  output: z.array(z.object({ id: z.string() })),
  handler: ({ limit }) => Array.from({ length: limit }, (_, i) => ({ id: String(i) })),
});
defineTool({
  output: z.array(z.string()),
  // @ts-expect-error the schema promises texts
  handler: () => [1],
});
defineTool({
  input: z.object({ limit: z.number() }),
  // @ts-expect-error the schema has no such property
  handler: ({ count }) => count,
});
expectTypeOf(new Enclave({ tools: { users } })).toExtend<AnyEnclave>();

// The result is discriminated by `success`.
const enclave = new Enclave();
expectTypeOf(enclave.run<{ total: number }>('')).resolves.toEqualTypeOf<ExecutionResult<{ total: number }>>();
expectTypeOf(enclave.run('')).resolves.toEqualTypeOf<ExecutionResult<unknown>>();
expectTypeOf(runAgentScript<number>('')).resolves.toEqualTypeOf<ExecutionResult<number>>();
const result = await enclave.run<number>('');
if (result.success) {
  expectTypeOf(result.value).toBeNumber();
  // @ts-expect-error a success has no error
  result.error;
} else {
  expectTypeOf(result.error).toEqualTypeOf<ExecutionError>();
  // @ts-expect-error a failure has no value
  result.value;
}
expectTypeOf(enclave.stream<number>('')).toEqualTypeOf<RunStream<number>>();
for await (const event of enclave.stream<number>('')) {
  expectTypeOf(event).toEqualTypeOf<RunEvent<number>>();
  if (event.type === 'finished') expectTypeOf(event.result).toEqualTypeOf<ExecutionResult<number>>();
  if (event.type === 'tool-settled') expectTypeOf(event.receipt.state).toExtend<string>();
}

// What the schema knows and what the types offer is the same.
expectTypeOf<keyof EnclaveOptions>().toEqualTypeOf<keyof typeof ENCLAVE_OPTIONS>();
expectTypeOf<keyof RunOptions>().toEqualTypeOf<keyof typeof RUN_OPTIONS>();

// @ts-expect-error there is no such option
new Enclave({ timeoutMs: 5 });
// @ts-expect-error a text is no number
new Enclave({ timeout: '5' });
new Enclave({ timeout: undefined, memoryLimit: undefined });
