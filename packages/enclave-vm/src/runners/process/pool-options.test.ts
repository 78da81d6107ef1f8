import { describe, expect, it } from 'vitest';
import { checkPoolOptions } from './pool-options.ts';

describe('checkPoolOptions', () => {
  it('completes what is not given', () => {
    const options = checkPoolOptions({ maxProcesses: 1, queueTimeout: undefined });
    expect(options).toMatchObject({ minProcesses: 1, maxProcesses: 1, queueTimeout: 30_000, runsPerProcess: 10_000 });
  });

  it.each([
    [{ maxProcess: 2 }, /Unknown option "maxProcess"/],
    [{ toString: 2 }, /Unknown option "toString"/],
    [{ maxProcesses: 0 }, /from 1 to/],
    [{ maxProcesses: Number.POSITIVE_INFINITY }, /from 1 to/],
    [{ queueTimeout: 2 ** 31 }, /from 1 to/],
    [{ runsPerProcess: 1.5 }, /from 1 to/],
    [{ idleTimeout: '5' }, /from 1 to/],
    [{ minProcesses: 3, maxProcesses: 2 }, /higher than maxProcesses/],
  ])('refuses %j', (options, message) => {
    expect(() => checkPoolOptions(options as never)).toThrow(message);
  });
});
