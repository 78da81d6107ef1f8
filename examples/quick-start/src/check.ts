import { isDeepStrictEqual } from 'node:util';

let failures = 0;

/** Notes a failure, and goes on: the demo shows everything and says at the end whether all was as expected. */
export function expectEqual(title: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  failures += 1;
  console.error(`  ✗ ${title}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

export function expectTrue(title: string, holds: boolean): void {
  expectEqual(title, holds, true);
}

export const failureCount = (): number => failures;
