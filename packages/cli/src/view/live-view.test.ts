import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { ExecutionResult } from '@enclave-vm/core';
import { resolveLimits } from 'enclave-vm';
import { expect, test } from 'vitest';
import { liveView } from './live-view.ts';

const stats = {
  duration: 30,
  toolCallCount: 1,
  iterationCount: 7,
  consoleBytes: 5,
  resultBytes: 2,
  peakMemory: 2 ** 20,
};
const result = { success: true, value: 1, stats } as unknown as ExecutionResult;

function fakeTerminal() {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const stream = Object.assign(sink, { isTTY: true, columns: 80, rows: 24 }) as unknown as NodeJS.WriteStream;
  return { stream, written: () => stripVTControlCharacters(text) };
}

test('what has happened scrolls up in order, and the budgets stand at the end', () => {
  const { stream, written } = fakeTerminal();
  const view = liveView(stream, {
    script: 'a.ts',
    level: 'STRICT',
    isolation: 'process',
    limits: resolveLimits('STRICT'),
  });
  view.onEvent({ type: 'started', runId: 'r' });
  view.onEvent({ type: 'console', entry: { level: 'warn', text: 'careful', time: 0 } });
  view.onEvent({ type: 'tool-call', id: '1', name: 'users:list' });
  view.onEvent({
    type: 'tool-settled',
    receipt: {
      id: '1',
      name: 'users:list',
      state: 'failed',
      startedAt: 0,
      duration: 5,
      error: { name: 'Error', message: 'no' },
    },
  });
  view.end(result);
  const text = written();
  expect(text).toContain('a.ts  STRICT · process');
  expect(text.indexOf('│ warn: careful')).toBeLessThan(text.indexOf('✖ users:list  5 ms  no'));
  expect(text).toMatch(/iterations {3}█*░* {2}7 \/ 1,000/);
  expect(text).toMatch(/memory {7}█*░* {2}1 MB \/ 64 MB\n/);
});

test('a view that is ended without a result leaves no timer', () => {
  const { stream } = fakeTerminal();
  liveView(stream, { script: 'a.ts', level: 'STRICT', isolation: 'vm', limits: resolveLimits('STRICT') }).end(
    undefined,
  );
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBeLessThan(3);
});
