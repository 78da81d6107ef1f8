import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { resolveLimits } from '../levels.ts';
import type { ToolCall } from '../runner.ts';
import { createToolCalls } from './tool-calls.ts';

const toolTimeout = 40;

function open() {
  const calls = createToolCalls(resolveLimits('STANDARD', { toolTimeout }), undefined);
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
