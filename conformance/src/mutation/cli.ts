/**
 * Takes one defence away at a time, in a copy of the workspace, and runs the cases and tests that ought to notice. Lists
 * the mutations that nobody noticed. Needs a build.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFlags, UsageError } from '../command-line.ts';
import { ATTACK_FILES, type Attack, readLines } from '../corpus.ts';
import { fingerprint, mutatedSources } from './apply.ts';
import { keepSeen, readSeen } from './kept.ts';
import { isWatched, type Mutation, type WatchedAttacks, type WatchedTests } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const flags = readFlags(
  `mutate [options]          takes one defence away at a time and looks who notices

  --only TEXT    mutations whose id contains TEXT
  --changed      only those that are new, changed, or unnoticed without an explanation
  --write        keep what was seen, for the report

Ends with one JSON line. Exit code: 0 all noticed or explained, 1 some not, 2 called wrongly.`,
  {
    only: { type: 'string' },
    changed: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function copyWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'enclave-mutant-'));
  for (const name of ['package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json', 'vitest.config.ts'])
    cpSync(ROOT + name, join(folder, name));
  const keepLinks = { recursive: true, verbatimSymlinks: true } as const;
  for (const name of ['packages', 'conformance', 'scripts', 'docs']) cpSync(ROOT + name, join(folder, name), keepLinks);
  symlinkSync(`${ROOT}node_modules`, join(folder, 'node_modules'));
  return folder;
}

function mutate(folder: string, mutation: Mutation): void {
  for (const [path, text] of mutatedSources(folder, mutation)) writeFileSync(path, text);
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsdown'), {
    cwd: join(folder, 'packages', mutation.package),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`does not build: ${`${stdout}${stderr}`.slice(-400)}`);
}

/** What fails in the copy: ids of attacks and probes, or names of tests. */
function failures(folder: string, watch: Mutation['watch']): string[] {
  return watch !== 'main-realm' && 'tests' in watch ? failingTests(folder, watch) : problems(folder, watch);
}

/** Problems that a run of the suite reports, without their details. */
function problems(folder: string, watch: WatchedAttacks | 'main-realm'): string[] {
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', 'src/cli.ts', ...suiteOptions(folder, watch)], {
    cwd: join(folder, 'conformance'),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (!stdout.includes('"problems":')) return ['the suite itself failed'];
  const lines = stdout.split('\n').filter((line) => line.startsWith('- '));
  return lines.map((line) => line.slice(2).split(' ')[0] as string);
}

/** Cases of the attacks that ought to notice are written to a file of their own. */
function suiteOptions(folder: string, watch: WatchedAttacks | 'main-realm'): string[] {
  if (watch === 'main-realm') return ['--part', 'main-realm'];
  const wanted = readLines<Attack>(ATTACK_FILES).filter((attack) => isWatched(attack, watch));
  const file = join(folder, 'watched.jsonl');
  writeFileSync(file, wanted.map((attack) => JSON.stringify(attack)).join('\n'));
  return ['--attacks', file, '--mode', watch.mode, '--tier', watch.tier];
}

interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Without its defence a test may go on for ever: that is noticed, too. */
const LONGEST_TESTS = 180_000;

function failingTests(folder: string, { tests }: WatchedTests): string[] {
  const report = join(folder, 'tests.json');
  rmSync(report, { force: true });
  spawnSync(join(ROOT, 'node_modules/.bin/vitest'), ['run', '--reporter=json', `--outputFile=${report}`, ...tests], {
    cwd: folder,
    stdio: 'ignore',
    timeout: LONGEST_TESTS,
    killSignal: 'SIGKILL',
  });
  if (!existsSync(report)) return ['the tests did not come to an end'];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as TestReport;
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ title }) => title);
    return failed.length === 0 && status === 'failed' ? [basename(name)] : failed;
  });
}

const seen = readSeen();
/** It was run as it is now, and what came of it needs no answer. */
function isSettled(mutation: Mutation): boolean {
  const one = seen.get(mutation.id);
  return one?.of === fingerprint(mutation) && (one.cases > 0 || mutation.redundant !== undefined);
}
const chosen = MUTATIONS.filter(
  (mutation) =>
    (flags.only === undefined || mutation.id.includes(flags.only)) && !(flags.changed && isSettled(mutation)),
);
if (chosen.length === 0 && flags.only !== undefined && !flags.changed)
  throw new UsageError(`No mutation has "${flags.only}" in its id.`);
// Before an hour is spent: a mutation that takes nothing away proves nothing.
for (const mutation of chosen) mutatedSources(ROOT, mutation);
const unexplained: string[] = [];
const baselines = new Map<string, Set<string>>();
for (const mutation of chosen) {
  const folder = copyWorkspace();
  try {
    const { watch } = mutation;
    const key = JSON.stringify(watch);
    // What fails without the mutation as well has nothing to say about it.
    const baseline = baselines.get(key) ?? new Set(failures(folder, watch));
    baselines.set(key, baseline);
    mutate(folder, mutation);
    const noticed = [...new Set(failures(folder, watch))].filter((name) => !baseline.has(name));
    const verdict =
      noticed.length > 0
        ? `noticed by ${noticed.length} (${noticed.slice(0, 4).join(', ')})`
        : `unnoticed: ${mutation.redundant ?? 'UNEXPLAINED'}`;
    if (flags.write)
      keepSeen({ id: mutation.id, of: fingerprint(mutation), cases: noticed.length, noticedBy: noticed.slice(0, 4) });
    if (noticed.length === 0 && mutation.redundant === undefined) unexplained.push(mutation.id);
    console.log(`${mutation.id.padEnd(34)} ${verdict}`);
  } catch (error) {
    unexplained.push(mutation.id);
    console.log(`${mutation.id.padEnd(34)} ${(error as Error).message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(JSON.stringify({ mutations: chosen.length, unexplained }));
process.exit(unexplained.length > 0 ? 1 : 0);
