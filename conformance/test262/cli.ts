import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FORMS, type Manner } from './compare.ts';
import { compareAll } from './pool.ts';
import { rootOf, scriptTests } from './script-tests.ts';

/**
 * node conformance/test262/run.mjs <folder of test262, or some inside> [--form script|concatenated|body|pipeline]
 *   [--contextified] [--only <text in the path>] [--jobs <n>] [--why]
 *
 * Runs every script test of test/language/{statements,expressions}, or of the folders inside, plain and transformed, and
 * lists each that passes plain and does not transformed; with --why also each that fails plain. The last line is the totals
 * as JSON. Exits with 1 if there is a regression, with 2 if there is nothing to run.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    form: { type: 'string', default: 'script' },
    contextified: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    why: { type: 'boolean', default: false },
  },
});
if (!Object.hasOwn(FORMS, values.form)) {
  console.error(`There is no form "${values.form}": ${Object.keys(FORMS).join(', ')}.`);
  process.exit(2);
}
const [first] = positionals;
const root = first === undefined ? undefined : rootOf(first);
if (root === undefined) {
  console.error(
    'Give the folder of a test262 checkout (the one with "harness" and "test" in it), or some inside of it.',
  );
  process.exit(2);
}
const all = await Promise.all(positionals.map((folder) => scriptTests(root, folder)));
const files = all.flat().filter((file) => file.includes(values.only));
if (files.length === 0) {
  console.error(`There is no test in ${positionals.join(', ')}.`);
  process.exit(2);
}
const counts = { same: 0, 'fails-plain': 0, 'import-refused': 0, regression: 0 };
let failures = 0;
let done = 0;
const manner = { form: values.form as Manner['form'], context: values.contextified ? 'contextified' : 'bare' } as const;
const started = performance.now();
await compareAll(root, files, { ...manner, jobs: Number(values.jobs) }, ({ file, results = [], failure }) => {
  if (failure !== undefined) {
    failures++;
    console.log(`FAILURE     ${file}: ${failure}`);
  }
  for (const result of results) {
    counts[result.kind]++;
    if (result.kind === 'fails-plain' && values.why) console.log(`FAILS PLAIN ${file}: ${result.why}`);
    if (result.kind === 'regression') console.log(`REGRESSION  ${file} (${result.mode}): ${result.why}`);
  }
  if (++done % 2000 === 0) console.error(`${done} of ${files.length} files`);
});
const seconds = Math.round((performance.now() - started) / 100) / 10;
console.log(
  `${files.length} files in ${seconds} s: ${counts.same} runs pass plain and transformed, ${counts['fails-plain']} fail plain, ` +
    `${counts['import-refused']} need an import(), ${counts.regression} pass plain only, ${failures} could not be run.`,
);
console.log(
  JSON.stringify({
    files: files.length,
    seconds,
    same: counts.same,
    failsPlain: counts['fails-plain'],
    importRefused: counts['import-refused'],
    regressions: counts.regression,
    failures,
  }),
);
process.exitCode = counts.regression + failures === 0 ? 0 : 1;
