import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_CHECKS } from '../fuzz/all-checks.ts';
import { tapes } from '../fuzz/tape.ts';

/** A sample, the same everywhere. `pnpm fuzz` looks for new cases. */
const SAMPLE = { seed: 20_261, numRuns: 40, endOnFailure: true } as const;

test.for(ALL_CHECKS)('a sample of random cases holds: $id', async ({ open }) => {
  const check = open();
  try {
    const { failed, counterexample, errorInstance } = await fc.check(
      fc.asyncProperty(tapes(check.maxTape), async (numbers) => {
        const problem = await check.fails(numbers);
        if (problem !== undefined) throw new Error(`${problem}\n${check.program(numbers)}`);
      }),
      SAMPLE,
    );
    expect(failed ? { counterexample, error: String(errorInstance) } : undefined).toBeUndefined();
  } finally {
    await check.dispose();
  }
});
