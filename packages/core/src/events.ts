import { inspect } from 'node:util';
import type { RunEvent as RunnerEvent } from 'enclave-vm';
import type { ExecutionResult } from './result.ts';

/** What happens in a run, in order: `started` first, `finished` last. */
export type RunEvent<T = unknown> =
  | { readonly type: 'started'; readonly runId: string }
  | RunnerEvent
  | { readonly type: 'finished'; readonly runId: string; readonly result: ExecutionResult<T> };

export type RunEventListener = (event: RunEvent) => void;

/** The events of a run as they come, each given once, and its result. */
export interface RunStream<T = unknown> extends AsyncIterable<RunEvent<T>> {
  readonly result: Promise<ExecutionResult<T>>;
}

/**
 * Turns a run that reports to a listener into a stream. Events wait in memory for their reader, and the run never waits
 * for it: a slow reader cannot keep a guest alive, and the run's own limits bound how many events there can be.
 */
export function streamEvents<T>(start: (onEvent: RunEventListener) => Promise<ExecutionResult<T>>): RunStream<T> {
  const waiting: RunEvent<T>[] = [];
  const readers = new Set<() => void>();
  let ended = false;
  const wake = () => {
    for (const resume of readers) resume();
    readers.clear();
  };
  const result = start((event) => {
    waiting.push(event as RunEvent<T>);
    wake();
  });
  const end = () => {
    ended = true;
    wake();
  };
  result.then(end, end);

  async function* events(): AsyncGenerator<RunEvent<T>, void, undefined> {
    for (;;) {
      const event = waiting.shift();
      if (event) yield event;
      else if (ended) break;
      else await new Promise<void>((resolve) => readers.add(resolve));
    }
    await result;
  }

  return { result, [Symbol.asyncIterator]: events };
}

/**
 * Calls each listener with each event. One that throws, or whose promise rejects, is told of, and changes nothing for the
 * run.
 */
export function eventSender(...listeners: (RunEventListener | undefined)[]): RunEventListener | undefined {
  const present = listeners.filter((listener) => listener !== undefined);
  if (present.length === 0) return undefined;
  return (event) => {
    const tell = (error: unknown) =>
      process.emitWarning(`An onEvent listener threw at "${event.type}": ${textOf(error)}`, 'EnclaveWarning');
    for (const listener of present) {
      try {
        // An async function is a listener for the type checker, too.
        const returned: unknown = listener(event);
        if (returned instanceof Promise) returned.catch(tell);
      } catch (error) {
        tell(error);
      }
    }
  };
}

/** What was thrown may be no error, and may have no text. */
const textOf = (thrown: unknown): string => (thrown instanceof Error ? String(thrown) : inspect(thrown));
