import type { GuestRuntime } from '@enclave-vm/runtime-contract';
import type { KernelConfig } from './config.ts';
import { isOver, postLimit } from './outbox.ts';
import {
  freeze,
  isSafeInteger,
  PromiseConstructor,
  RangeErrorConstructor,
  setPrototypeOf,
  TypeErrorConstructor,
} from './primordials.ts';
import { expose } from './shapes.ts';
import { extendTrail } from './trail.ts';
import { FAULT } from './wire.ts';

let readCounter: (() => unknown) | null = null;
let highest = 0;

/** What an instrumented body is given. The guest may see it: nothing here gives more than it already has. */
export function createRuntime(config: KernelConfig): GuestRuntime {
  const message = `The script made more than ${config.maxIterations} loop iterations`;
  const exceeded = (): never => {
    refreshIterations();
    const error = new RangeErrorConstructor(message);
    postLimit(FAULT.MAX_ITERATIONS, message, error);
    throw error;
  };
  const runtime = {
    maxIterations: config.maxIterations,
    counter: expose('counter', 1, (read: unknown): void => {
      if (readCounter === null && typeof read === 'function') readCounter = read as () => unknown;
    }),
    exceeded: expose('exceeded', 0, exceeded),
    trace: expose('trace', 3, (error: unknown, functionId: unknown, positionId: unknown): unknown => {
      extendTrail(error, functionId, positionId);
      return error;
    }),
    refuseImport: expose('refuseImport', 0, () => refusedImport()),
  };
  setPrototypeOf(runtime, null);
  return freeze(runtime) as unknown as GuestRuntime;
}

function refusedImport(): Promise<never> {
  return new PromiseConstructor((_, reject) => {
    reject(new TypeErrorConstructor('import() is not available: a script can use its tools and globals only'));
  });
}

/**
 * Loop iterations so far. Runs a function of the guest's, so it is called inside the pump only; what it gives is taken
 * for what it is, a figure that the guest could make up, and never goes down.
 */
export function refreshIterations(): void {
  if (readCounter === null || isOver()) return;
  try {
    const count = readCounter();
    if (typeof count === 'number' && isSafeInteger(count) && count > highest) highest = count;
  } catch {
    // A guest that breaks its own counter has no count.
  }
}

export const iterations = (): number => highest;
