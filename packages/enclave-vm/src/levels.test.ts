import { describe, expect, it } from 'vitest';
import { LEVELS, LIMIT_NAMES, resolveLimits } from './levels.ts';

describe('resolveLimits', () => {
  it.each(['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const)(
    '%s alone gives the figures of the level',
    (level) => {
      expect(resolveLimits(level)).toEqual(LEVELS[level].limits);
      expect(resolveLimits(level, { timeout: undefined } as never)).toEqual(LEVELS[level].limits);
    },
  );

  it('levels grow from STRICT to PERMISSIVE', () => {
    const order = ['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const;
    for (const name of LIMIT_NAMES) {
      const figures = order.map((level) => LEVELS[level].limits[name]);
      expect(figures).toEqual([...figures].sort((a, b) => a - b));
    }
  });

  it('cpuTimeout and toolTimeout follow a timeout that is set alone', () => {
    expect(resolveLimits('STANDARD', { timeout: 100 })).toMatchObject({ cpuTimeout: 100, toolTimeout: 100 });
    expect(resolveLimits('STANDARD', { timeout: 100, cpuTimeout: 50 })).toMatchObject({
      cpuTimeout: 50,
      toolTimeout: 100,
    });
  });

  it.each([
    [{ maxIterations: Number.POSITIVE_INFINITY }],
    [{ maxIterations: '5' }],
    [{ maxIterations: -1 }],
    [{ maxIterations: 1.5 }],
    [{ maxIterations: null }],
    [{ timeout: 0 }],
    [{ timeout: 2 ** 31 }],
    [{ memoryLimit: 1 }],
  ])('%o is refused', (overrides) => {
    expect(() => resolveLimits('STANDARD', overrides as never)).toThrow(RangeError);
  });

  it('unknown names are refused', () => {
    expect(() => resolveLimits('STANDARD', { maxLoops: 1 } as never)).toThrow('Unknown limit "maxLoops"');
    expect(() => resolveLimits('LOOSE' as never)).toThrow('Unknown security level "LOOSE"');
  });

  it('zero is a limit like any other', () => {
    expect(resolveLimits('STANDARD', { maxToolCalls: 0, maxConsoleCalls: 0 })).toMatchObject({
      maxToolCalls: 0,
      maxConsoleCalls: 0,
    });
  });
});
