import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareAll } from './pool.ts';
import { scriptTests } from './script-tests.ts';

/**
 * node conformance/test262/run.mjs <folder of test262> [--only <text in the path>] [--jobs <n>]
 *
 * Runs every script test of test/language/{statements,expressions} plain and with loop limits, and lists each that passes
 * plain and does not transformed. Exits with 1 if there is one.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const [folder] = positionals;
if (folder === undefined || !existsSync(join(folder, 'harness', 'assert.js'))) {
  console.error('Give the folder of a test262 checkout (the one with "harness" and "test" in it).');
  process.exit(2);
}
const root = resolve(folder);
const files = (await scriptTests(root)).filter((file) => file.includes(values.only ?? ''));
const counts = { same: 0, 'fails-plain': 0, regression: 0 };
let failures = 0;
let done = 0;
const started = performance.now();
await compareAll(root, files, Number(values.jobs), ({ file, results = [], failure }) => {
  if (failure !== undefined) {
    failures++;
    console.log(`FAILURE     ${file}: ${failure}`);
  }
  for (const result of results) {
    counts[result.kind]++;
    if (result.kind === 'regression') console.log(`REGRESSION  ${file} (${result.mode}): ${result.why}`);
  }
  if (++done % 2000 === 0) console.error(`${done} of ${files.length} files`);
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${files.length} files in ${seconds} s: ${counts.same} runs pass plain and transformed, ${counts['fails-plain']} fail plain, ` +
    `${counts.regression} pass plain only, ${failures} could not be run.`,
);
process.exitCode = counts.regression + failures === 0 ? 0 : 1;
