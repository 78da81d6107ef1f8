import { expect, it } from 'vitest';
import { createPatience, stayAwake } from './patience.ts';

it('is for whom was answered at once the last time', () => {
  const patience = createPatience();
  expect(patience.pays).toBe(false);
  expect(patience.until(1_000)).toBe(1_000);

  patience.note(0.12);
  expect(patience.pays).toBe(true);
  expect(patience.until(1_000)).toBeCloseTo(1_000.1, 6);

  patience.note(3);
  expect(patience.until(1_000)).toBe(1_000);
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
