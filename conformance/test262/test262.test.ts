import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import type { Comparison, Manner } from './compare.ts';
import { readMetadata } from './metadata.ts';
import { compareAll } from './pool.ts';
import { rootOf, scriptTests } from './script-tests.ts';

const root = fileURLToPath(new URL('fixtures', import.meta.url));
const LIMIT = 'test/language/expressions/over-the-limit/too-many-iterations.js';
const IMPORT = 'test/language/expressions/dynamic-import/specifier-error.js';
const RESOURCES = 'test/language/statements/using/disposes-per-iteration.js';

async function compareFixtures(manner: Manner) {
  const kinds: Record<string, Comparison['kind'][]> = {};
  const reports: string[] = [];
  await compareAll(root, await scriptTests(root), { ...manner, jobs: 2 }, ({ file, results = [], failure }) => {
    kinds[file] = results.map(({ kind }) => kind);
    if (failure) reports.push(`${file}: ${failure}`);
    for (const result of results) if (result.kind === 'regression') reports.push(`${file}: ${result.why}`);
  });
  return { kinds, reports };
}

const tooMany = `${LIMIT}: RangeError: The script made more than 10000000 loop iterations.`;

test.each<[Manner['form'], Manner['context'], string[], Comparison['kind'], number]>([
  ['script', 'bare', [tooMany, tooMany], 'same', 50],
  ['script', 'contextified', [tooMany, tooMany], 'same', 50],
  ['concatenated', 'bare', [tooMany, tooMany], 'same', 50],
  ['body', 'bare', [`${LIMIT}: Test262:AsyncTestFailure:RangeError: too many iterations`], 'import-refused', 17],
  [
    'pipeline',
    'bare',
    [`${LIMIT}: MAX_ITERATIONS EnclaveError: The script made more than 10000000 loop iterations`],
    'fails-plain',
    17,
  ],
])('cases of ours keep their meaning as %s, %s, but for one', async (form, context, expected, imports, least) => {
  const { kinds, reports } = await compareFixtures({ form, context });
  expect(reports).toEqual(expected);
  const { [LIMIT]: reported, [RESOURCES]: disposed, [IMPORT]: imported, ...others } = kinds;
  expect(reported).toEqual(expected.map(() => 'regression'));
  expect(disposed).toEqual(expected.map(() => (hasUsing() ? 'same' : 'fails-plain')));
  expect(imported).toEqual(expected.map(() => imports));
  const runs = Object.values(others).flat();
  // Global functions can be deleted there.
  const quirks = context === 'contextified' ? ['fails-plain'] : [];
  expect(runs.filter((kind) => kind !== 'same')).toEqual(quirks);
  expect(runs.length).toBeGreaterThan(least);
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
  [['statements/for'], 0, { files: 3, same: 6, regressions: 0, failures: 0 }],
  [['statements/for', 'statements/while'], 0, { files: 6, same: 11 }],
  [['statements/for', '--form', 'body', '--only', 'per-iteration'], 0, { files: 1, same: 1 }],
  [['expressions/over-the-limit'], 1, { files: 1, same: 0, regressions: 2 }],
])('the command with %j ends with %i and totals', (args, status, totals) => {
  const paths = args.map((arg) => (arg.includes('/') ? `${root}/test/language/${arg}` : arg));
  const run = command(...paths);
  expect(run).toMatchObject({ status });
  expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject(totals);
});

test('the command says why there is nothing to run', () => {
  expect(command(root, '--form', 'module')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/no form "module"/),
  });
  expect(command('/')).toMatchObject({ status: 2, stderr: expect.stringMatching(/test262 checkout/) });
});

function command(...args: string[]) {
  return spawnSync(process.execPath, [fileURLToPath(new URL('run.mjs', import.meta.url)), ...args], {
    encoding: 'utf8',
  });
}

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
