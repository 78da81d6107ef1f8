import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Limits, resolveLimits } from '../levels.ts';
import type { ToolCall } from '../runner.ts';
import { createToolCalls, type ToolCalls } from './tool-calls.ts';

const toolTimeout = 40;

function open(limits: Partial<Limits> = {}) {
  const calls = createToolCalls(resolveLimits('STANDARD', { toolTimeout, ...limits }), undefined);
  const seen: ToolCall[] = [];
  const add = (number: number, answer: () => unknown) =>
    calls.add({
      number,
      name: 't',
      args: {},
      perform(call) {
        seen.push(call);
        return answer();
      },
    });
  return { calls, add, seen };
}

const never = () => new Promise(() => {});

it('a signal that is asked for when the call has had its time is aborted already', async () => {
  const { calls, add, seen } = open();
  add(1, never);
  await calls.whenSettled();
  expect(seen[0]?.signal.aborted).toBe(true);
  expect(seen[0]?.signal).toBe(seen[0]?.signal);
});

it('a signal that is asked for when the run is over is aborted, unless the call had been answered', async () => {
  const { calls, add, seen } = open();
  add(1, () => 'answer');
  await calls.whenSettled();
  add(2, never);
  calls.end();
  expect(seen.map(({ signal }) => signal.aborted)).toEqual([false, true]);
});

it('each call has its own time from its own start', async () => {
  const { calls, add } = open();
  add(1, () => 'answer');
  add(2, never);
  await sleep(toolTimeout / 2);
  add(3, never);
  while (calls.pending > 0) {
    calls.takeSettled();
    await calls.whenSettled();
  }
  const [first, second, third] = calls.receipts();
  expect(first?.state).toBe('succeeded');
  expect([second?.error?.code, third?.error?.code]).toEqual(['TOOL_TIMEOUT', 'TOOL_TIMEOUT']);
  for (const late of [second, third]) expect(late?.duration).toBeGreaterThanOrEqual(toolTimeout - 2);
});

it('a handler that throws at once fails its call', async () => {
  const { calls, add } = open();
  add(1, () => {
    throw new Error('no');
  });
  await calls.whenSettled();
  expect(calls.receipts()[0]).toMatchObject({ state: 'failed', error: { name: 'Error', message: 'no' } });
});

const MB = 1024 * 1024;
const long = () => 'x'.repeat(MB);

/** All that the guest is given, turn by turn. */
async function drain(calls: ToolCalls): Promise<string[]> {
  const turns: string[] = [];
  while (calls.pending > 0 || calls.hasSettled) {
    await calls.whenSettled();
    await calls.encodeLong();
    turns.push(calls.takeSettled());
  }
  return turns;
}

it('long results go to the guest a few at a time, and all of them', async () => {
  const { calls, add } = open();
  for (let i = 1; i <= 20; i++) add(i, long);
  const turns = await drain(calls);
  expect(turns.join('').match(/R \d+ 0 \d+\n/g)).toHaveLength(20);
  for (const turn of turns) expect(turn.length).toBeLessThan(6 * MB);
});

it('no more calls start than may be in flight while their results wait for the guest', async () => {
  const { calls, add, seen } = open({ maxConcurrentToolCalls: 3 });
  for (let i = 1; i <= 10; i++) add(i, long);
  await sleep(1);
  expect([seen.length, calls.hasLong]).toEqual([3, true]);
  await drain(calls);
  expect(seen).toHaveLength(10);
});

it('a result longer than any text fails its call', async () => {
  const { calls, add } = open();
  const text = 'x'.repeat(MB);
  add(1, () => Array.from({ length: 1000 }, () => text));
  add(2, () => Array.from({ length: 1000 }, () => new Array(10).fill({ text })));
  await drain(calls);
  for (const { state, error } of calls.receipts()) {
    expect([state, error?.message]).toEqual(['failed', expect.stringContaining('is larger than')]);
  }
});

it('a call whose long result was not wanted any more has succeeded', async () => {
  const { calls, add } = open();
  add(1, long);
  await calls.whenSettled();
  const encoding = calls.encodeLong();
  calls.end();
  await encoding;
  expect(calls.receipts()[0]?.state).toBe('succeeded');
  expect(calls.takeSettled()).toBe('');
});
