import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Comparison } from './compare.ts';
import { readMetadata } from './metadata.ts';
import { compareAll } from './pool.ts';
import { scriptTests } from './script-tests.ts';

async function compareFolder(name: string) {
  const root = fileURLToPath(new URL(name, import.meta.url));
  const kinds: Record<string, Comparison['kind'][]> = {};
  const failures: string[] = [];
  await compareAll(root, await scriptTests(root), 2, ({ file, results = [], failure }) => {
    kinds[file] = results.map(({ kind }) => kind);
    if (failure) failures.push(`${file}: ${failure}`);
    for (const result of results) if (result.kind === 'regression') failures.push(`${file}: ${result.why}`);
  });
  return { kinds, failures };
}

test('cases of ours: all that pass plain pass with loop limits, but for the one that is there to be reported', async () => {
  const { kinds, failures } = await compareFolder('fixtures');
  const limit = 'test/language/expressions/over-the-limit/too-many-iterations.js';
  expect(failures).toEqual(Array(2).fill(`${limit}: RangeError: The script made more than 10000000 loop iterations.`));
  const { [limit]: reported, ...others } = kinds;
  expect(reported, 'in both modes').toEqual(['regression', 'regression']);
  const runs = Object.values(others).flat();
  expect(runs.filter((kind) => kind !== 'same')).toEqual([]);
  expect(runs.length).toBeGreaterThan(45);
  expect(kinds['test/language/statements/module-only.js'], 'modules are no scripts').toEqual([]);
});

test('front matter is read in both notations', () => {
  const source =
    '/*---\nflags: [async, noStrict]\nincludes:\n  - a.js\n  - b.js\nnegative:\n  phase: parse\n  type: SyntaxError\n---*/';
  expect(readMetadata(source)).toEqual({
    flags: new Set(['async', 'noStrict']),
    includes: ['a.js', 'b.js'],
    features: [],
    negative: { phase: 'parse', type: 'SyntaxError' },
  });
});
