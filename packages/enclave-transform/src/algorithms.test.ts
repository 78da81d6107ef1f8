import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loopLimits, positions, refuseDynamicImport, stripTypes, transform } from './index.ts';
import { runBody } from './testing/run-body.ts';

interface Algorithm {
  readonly id: string;
  readonly code: string;
  readonly expected: unknown;
}

const algorithms = readFileSync(new URL('./fixtures/algorithms.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Algorithm);

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value === undefined ? null : value));

describe('an algorithm gives what it gives untransformed', () => {
  test.each(algorithms)('$id', async ({ code, expected }) => {
    const plugins = [stripTypes(), loopLimits(), positions(), refuseDynamicImport()];
    const outcome = await runBody(transform(code, { plugins }).code);
    expect(outcome.error).toBeUndefined();
    expect(json(outcome.value)).toEqual(expected);
  });
});
