import { expect, it } from 'vitest';
import { createPatience, stayAwake } from './patience.ts';

/** Takes waits of so many ms, and says before which of them it asked. */
function asksDuring(waits: readonly number[]): boolean[] {
  const patience = createPatience();
  return waits.map((wait) => {
    const asks = patience.until(1_000) > 1_000;
    patience.note(wait);
    return asks;
  });
}

it('asks when it was answered at once the last time', () => {
  expect(asksDuring([0.12, 0.03, 0.03, 3, 0.12, 0.03])).toEqual([false, true, true, true, false, true]);
});

it('asks for a tenth of a millisecond', () => {
  const patience = createPatience();
  patience.until(1_000);
  patience.note(0.12);
  expect(patience.until(1_000)).toBeCloseTo(1_000.1, 6);
});

it('asks more and more rarely where asking keeps the other side from answering', () => {
  const answeredOnlyAsleep = Array.from({ length: 1_000 }, () => 0.13);
  const asked = asksDuring(answeredOnlyAsleep).filter(Boolean).length;
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(30);
});

it('lets the event loop turn while it waits, and gives up when the time is over or the answer is there', async () => {
  let asked = 0;
  let turns = 0;
  const isOver = () => ++asked > 20;
  stayAwake(performance.now() + 60_000, isOver);
  while (asked <= 20) {
    await new Promise(setImmediate);
    turns++;
  }
  expect(turns).toBeGreaterThanOrEqual(20);

  const atEnd = asked;
  stayAwake(performance.now() - 1, isOver);
  await new Promise(setImmediate);
  expect(asked).toBe(atEnd);
});
