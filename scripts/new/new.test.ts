/** Each generator, in a copy of the packages that it writes into: what it writes is listed, checked and green. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** The Node of the repository, whatever runs the tests: isolated-vm, which the bench loads, has no binary for another. */
const NODE = join(ROOT, 'node_modules/.bin/node');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const COPIED = `package.json pnpm-workspace.yaml tsconfig.base.json vitest.config.ts biome.json .gitignore
  scripts packages conformance bench docs/rules`.split(/\s+/);
const SLOW = 120_000;
let copy = '';

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'enclave-new-'));
  const keepLinks = { recursive: true, verbatimSymlinks: true } as const;
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), keepLinks);
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

const runNode = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(NODE, ['--no-warnings', ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, text: `${stdout}${stderr}` };
};
const generate = (kind: string, ...args: string[]) => runNode(`scripts/new/${kind}.ts`, ...args);
const runTests = (...files: string[]) => runNode(VITEST, 'run', ...files);
const read = (path: string) => readFileSync(join(copy, path), 'utf8');

test('new:rule writes a rule that is listed, documented, and green', { timeout: SLOW }, () => {
  expect(generate('rule', 'no-made-by-test')).toMatchObject({ status: 0 });
  expect(read('docs/rules/no-made-by-test.md')).toContain('Say in one sentence');
  const { status, text } = runTests(
    'packages/ast-guard/src/config.test.ts',
    'packages/ast-guard/build/rule-docs.test.ts',
  );
  expect(status, text).toBe(0);
  expect(generate('rule', 'no-made-by-test')).toMatchObject({ status: 2, text: expect.stringContaining('already') });
  expect(generate('rule', 'Nonsense')).toMatchObject({ status: 2, text: expect.stringContaining('Usage') });
});

test('new:plugin writes a plugin that is exported, pinned, has a fixture, and is green', { timeout: SLOW }, () => {
  expect(generate('plugin', 'made-by-test')).toMatchObject({ status: 0 });
  expect(read('conformance/test/pins.test.ts')).toContain("  'madeByTest',");
  expect(read('packages/enclave-transform/src/index.ts')).toContain(
    "export { madeByTest } from './plugins/made-by-test.ts';",
  );
  const { status, text } = runTests('packages/enclave-transform/src/plugins/fixtures.test.ts');
  expect(status, text).toBe(0);
  expect(text).toContain('fixtures.test.ts');
  expect(generate('plugin', 'made-by-test')).toMatchObject({ status: 2, text: expect.stringContaining('already') });
});

test('new:attack writes a case that compiles, with what it does to a naive sandbox', { timeout: SLOW }, () => {
  expect(generate('attack', 'own-made-by-test', 'ambient-globals', 'leak')).toMatchObject({ status: 0 });
  expect(runNode('conformance/src/attacks/compile.ts', '--write').text).toContain('own-made-by-test');
  const last = JSON.parse(read('conformance/corpus/own-attacks.jsonl').trimEnd().split('\n').at(-1) as string);
  expect(last).toMatchObject({ id: 'own-made-by-test', class: 'ambient-globals', kind: 'leak', control: 'no-effect' });
  expect(generate('attack', 'own-made-by-test', 'ambient-globals', 'leak')).toMatchObject({ status: 2 });
  expect(generate('attack', 'own-other-thing', 'ambient-globals', 'nonsense')).toMatchObject({ status: 2 });
  expect(generate('attack')).toMatchObject({ status: 2, text: expect.stringContaining('dos-memory') });
});

test('new:bench writes a row that is listed and can be measured', { timeout: SLOW }, () => {
  expect(generate('bench', 'made-by-test')).toMatchObject({ status: 0 });
  const out = join(copy, 'rows');
  const { status, text } = runNode('bench/src/cli.ts', '--only', 'made-by-test', '--minutes', '0.01', '--out', out);
  expect(status, text).toBe(0);
  expect(JSON.parse(read('rows/results.json'))).toMatchObject({
    results: [{ row: { id: 'made-by-test' }, problems: [], figures: { 'node:vm': {} } }],
  });
  expect(generate('bench', 'made-by-test')).toMatchObject({ status: 2, text: expect.stringContaining('already') });
  expect(generate('bench', 'tool-call')).toMatchObject({ status: 2, text: expect.stringContaining('already') });
  expect(generate('bench')).toMatchObject({ status: 2, text: expect.stringContaining('Usage') });
});

test('what the generators write passes lint', { timeout: SLOW }, () => {
  generate('rule', 'no-made-by-test');
  generate('plugin', 'made-by-test');
  generate('bench', 'made-by-test');
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const files = ['rules/index.ts', 'rules/no-made-by-test.ts', 'presets/agent-script.ts'].map(
    (file) => `packages/ast-guard/src/${file}`,
  );
  const plugins = ['index.ts', 'plugins/made-by-test.ts', 'plugins/fixtures.test.ts'].map(
    (file) => `packages/enclave-transform/src/${file}`,
  );
  const rows = ['bench/src/rows/index.ts', 'bench/src/rows/made-by-test.ts'];
  const { status, text } = runNode(biome, 'check', ...files, ...plugins, ...rows, 'conformance/test/pins.test.ts');
  expect(status, text).toBe(0);
});
