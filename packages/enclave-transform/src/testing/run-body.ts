import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import { RUNTIME_NAME } from '@enclave-vm/runtime-contract';

export interface BodyOutcome {
  readonly value?: unknown;
  readonly error?: unknown;
  /** Iterations that the body counted. */
  readonly iterations: number;
  /** Whether the runtime was told that the limit is exceeded. */
  readonly exceeded: boolean;
  /** What was noted of `error` while it passed. */
  readonly trace: readonly number[];
}

/** Runs an instrumented body in a fresh context with a runtime that behaves as the kernel's does. */
export async function runBody(
  code: string,
  { maxIterations = 1e9, globals = {} }: { maxIterations?: number; globals?: Record<string, unknown> } = {},
): Promise<BodyOutcome> {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  const names = Object.keys(globals);
  const wrapped = `(async function(${[RUNTIME_NAME, ...names].join(',')}){"use strict";\n${code}\n})`;
  const body = vm.runInContext(wrapped, context) as (...args: unknown[]) => Promise<unknown>;
  let read = (): number => 0;
  let exceeded = false;
  const traces = new Map<unknown, number[]>();
  const runtime = {
    maxIterations,
    counter: (reader: () => number) => {
      read = reader;
    },
    exceeded: () => {
      exceeded = true;
      throw new RangeError('limit');
    },
    trace: (error: unknown, frame: number, position: number) => {
      const trace = traces.get(error) ?? [];
      traces.set(error, trace);
      trace.push(frame, position);
      return error;
    },
    refuseImport: () => Promise.reject(new TypeError('import() is not available')),
  };
  let outcome: { readonly value?: unknown; readonly error?: unknown };
  try {
    outcome = { value: await body(runtime, ...Object.values(globals)) };
  } catch (error) {
    outcome = { error };
  }
  // What the body did not wait for ends first.
  await setImmediate();
  const trace = traces.get(outcome.error) ?? [];
  return { ...outcome, iterations: read(), exceeded, trace };
}
