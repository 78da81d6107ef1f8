import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import type { Comparison } from './compare.ts';
import { readMetadata } from './metadata.ts';
import { compareAll } from './pool.ts';
import { rootOf, scriptTests } from './script-tests.ts';

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
  const resources = 'test/language/statements/using/disposes-per-iteration.js';
  expect(failures).toEqual(Array(2).fill(`${limit}: RangeError: The script made more than 10000000 loop iterations.`));
  const { [limit]: reported, [resources]: disposed, ...others } = kinds;
  expect(disposed).toEqual(Array(2).fill(hasUsing() ? 'same' : 'fails-plain'));
  expect(reported, 'in both modes').toEqual(['regression', 'regression']);
  const runs = Object.values(others).flat();
  expect(runs.filter((kind) => kind !== 'same')).toEqual([]);
  expect(runs.length).toBeGreaterThan(45);
  expect(kinds['test/language/statements/module-only.js'], 'modules are no scripts').toEqual([]);
});

/** Node 22 has no `using`. */
function hasUsing(): boolean {
  try {
    return new vm.Script('{ using nothing = null }') !== undefined;
  } catch {
    return false;
  }
}

test('a folder inside of a checkout stands for its own tests', async () => {
  const folder = fileURLToPath(new URL('fixtures/test/language/statements/for', import.meta.url));
  const root = fileURLToPath(new URL('fixtures', import.meta.url));
  expect(rootOf(folder)).toBe(root);
  expect(await scriptTests(root, folder)).toEqual([
    'test/language/statements/for/continue-runs-update.js',
    'test/language/statements/for/per-iteration-binding.js',
    'test/language/statements/for/syntax-function-body.js',
  ]);
  expect(await scriptTests(root, fileURLToPath(new URL('fixtures/test/language', import.meta.url)))).toEqual(
    await scriptTests(root),
  );
  expect(rootOf('/'), 'no checkout').toBeUndefined();
});

test.each([
  ['statements/for', 0, { files: 3, regressions: 0, failures: 0 }],
  ['expressions/over-the-limit', 1, { files: 1, same: 0, regressions: 2 }],
])('the command ends %s with %i and totals', (folder, status, totals) => {
  const path = fileURLToPath(new URL(`fixtures/test/language/${folder}`, import.meta.url));
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('run.mjs', import.meta.url)), path], {
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status });
  expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject(totals);
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
