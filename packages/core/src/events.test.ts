import { expect, test, vi } from 'vitest';
import { eventSender, type RunEvent, type RunEventListener, streamEvents } from './events.ts';
import type { ExecutionResult } from './result.ts';

const result = { success: true, value: 1 } as ExecutionResult;
const started: RunEvent = { type: 'started', runId: 'r' };
const finished: RunEvent = { type: 'finished', runId: 'r', result };

test('a stream gives the events in order and ends after the last', async () => {
  let send: RunEventListener = () => {};
  let resolve: (result: ExecutionResult) => void = () => {};
  const promise = new Promise<ExecutionResult>((fulfil) => {
    resolve = fulfil;
  });
  const stream = streamEvents((onEvent) => {
    send = onEvent;
    onEvent(started);
    return promise;
  });
  const seen: string[] = [];
  for await (const event of stream) {
    seen.push(event.type);
    if (event.type !== 'started') continue;
    queueMicrotask(() => {
      send(finished);
      resolve(result);
    });
  }
  expect(seen).toEqual(['started', 'finished']);
  await expect(stream.result).resolves.toBe(result);
});

test('a run goes on although nobody reads its stream', async () => {
  const stream = streamEvents(async (onEvent) => {
    onEvent(started);
    onEvent(finished);
    return result;
  });
  await expect(stream.result).resolves.toBe(result);
  const seen: string[] = [];
  for await (const event of stream) seen.push(event.type);
  expect(seen).toEqual(['started', 'finished']);
});

test('of two readers, each event is given to one, and both come to an end', async () => {
  let send: RunEventListener = () => {};
  let resolve: (result: ExecutionResult) => void = () => {};
  const stream = streamEvents((onEvent) => {
    send = onEvent;
    return new Promise<ExecutionResult>((fulfil) => {
      resolve = fulfil;
    });
  });
  const read = async () => {
    const seen: string[] = [];
    for await (const event of stream) seen.push(event.type);
    return seen;
  };
  const readers = Promise.all([read(), read()]);
  await Promise.resolve();
  send(started);
  send(finished);
  resolve(result);
  expect((await readers).flat().sort()).toEqual(['finished', 'started']);
});

test('a run that rejects ends the stream with the same error', async () => {
  const stream = streamEvents(() => Promise.reject(new Error('misuse')));
  const read = async () => {
    for await (const _event of stream);
  };
  await expect(read()).rejects.toThrow('misuse');
});

test('a listener that throws keeps no event from the others', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const second = vi.fn();
  eventSender(() => {
    throw new Error('broken');
  }, second)?.(started);
  expect(second).toHaveBeenCalledWith(started);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('broken'), 'EnclaveWarning');
  expect(eventSender(undefined, undefined)).toBeUndefined();
});

test('a listener whose promise rejects is told of, and takes no process down', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  eventSender(async () => {
    throw null;
  })?.(started);
  await vi.waitFor(() => {
    expect(warn).toHaveBeenCalledWith('An onEvent listener threw at "started": null', 'EnclaveWarning');
  });
});
