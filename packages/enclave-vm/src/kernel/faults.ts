import { WeakMapConstructor, weakMapGet, weakMapSet } from './primordials.ts';

/** What the kernel knows about an error that it made: guests cannot set any of it. */
export interface Fault {
  readonly code: number;
  readonly toolName: string | null;
  readonly path: string | null;
  readonly callId: number | null;
}

const faults = new WeakMapConstructor<object, Fault>();

/** Notes that the kernel made `error`, and why. */
export function markFault(error: object, fault: Fault): void {
  weakMapSet(faults, error, fault);
}

export function faultOf(thrown: unknown): Fault | undefined {
  return isObject(thrown) ? weakMapGet(faults, thrown) : undefined;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
