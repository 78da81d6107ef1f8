import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { compareAll } from './pool.ts';
import { rootOf, scriptTests } from './script-tests.ts';

/**
 * node conformance/test262/run.mjs <folder of test262, or one inside> [--only <text in the path>] [--jobs <n>]
 *
 * Runs every script test of test/language/{statements,expressions} plain and with loop limits, and lists each that passes
 * plain and does not transformed. The last line is the totals as JSON. Exits with 1 if a test is listed, with 2 if there are none.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const [folder] = positionals;
const root = folder === undefined ? undefined : rootOf(folder);
if (root === undefined) {
  console.error(
    'Give the folder of a test262 checkout (the one with "harness" and "test" in it), or one inside of it.',
  );
  process.exit(2);
}
const files = (await scriptTests(root, folder)).filter((file) => file.includes(values.only ?? ''));
if (files.length === 0) {
  console.error(`There is no test in ${folder}.`);
  process.exit(2);
}
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
const seconds = Math.round((performance.now() - started) / 100) / 10;
console.log(
  `${files.length} files in ${seconds} s: ${counts.same} runs pass plain and transformed, ${counts['fails-plain']} fail plain, ` +
    `${counts.regression} pass plain only, ${failures} could not be run.`,
);
console.log(
  JSON.stringify({
    files: files.length,
    seconds,
    same: counts.same,
    failsPlain: counts['fails-plain'],
    regressions: counts.regression,
    failures,
  }),
);
process.exitCode = counts.regression + failures === 0 ? 0 : 1;
