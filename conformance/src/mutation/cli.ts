/**
 * Takes one defence away at a time, in a copy of the workspace, and runs the cases that ought to notice. Lists the
 * mutations that nobody noticed. `--only text` selects; `--write` keeps what was seen, for the report.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ATTACK_FILES, type Attack, readLines } from '../corpus.ts';
import { keepSeen } from './kept.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const { values: flags } = parseArgs({
  options: { only: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function copyWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'enclave-mutant-'));
  for (const name of ['package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json'])
    cpSync(ROOT + name, join(folder, name));
  const keepLinks = { recursive: true, verbatimSymlinks: true } as const;
  cpSync(`${ROOT}packages`, join(folder, 'packages'), keepLinks);
  cpSync(`${ROOT}conformance`, join(folder, 'conformance'), keepLinks);
  symlinkSync(`${ROOT}node_modules`, join(folder, 'node_modules'));
  return folder;
}

function mutate(folder: string, { package: name, edits }: Mutation): void {
  for (const { file, find, put } of edits) {
    const path = join(folder, 'packages', name, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(find, () => put);
    if (after === before) throw new Error(`out of date: ${file} has no ${String(find)}`);
    writeFileSync(path, after);
  }
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsdown'), {
    cwd: join(folder, 'packages', name),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`does not build: ${`${stdout}${stderr}`.slice(-400)}`);
}

/** The command line of the conformance run that ought to notice; its cases are written to a file of their own. */
function command(folder: string, { watch }: Mutation): string[] {
  if (watch === 'main-realm') return ['--part', 'main-realm'];
  const wanted = readLines<Attack>(ATTACK_FILES).filter((attack) =>
    watch.words.some((word) => attack.id.includes(word) || attack.class === word),
  );
  const file = join(folder, 'watched.jsonl');
  writeFileSync(file, wanted.map((attack) => JSON.stringify(attack)).join('\n'));
  return ['--attacks', file, '--mode', watch.mode, '--tier', watch.tier];
}

/** The problems that a run of the suite reports, without their details. */
function problems(folder: string, args: readonly string[]): string[] {
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', 'src/cli.ts', ...args], {
    cwd: join(folder, 'conformance'),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('- '));
  if (!stdout.includes('"problems":')) return ['the suite itself failed'];
  return lines.map((line) => line.slice(2).split(' ')[0] as string);
}

const chosen = MUTATIONS.filter(({ id }) => flags.only === undefined || id.includes(flags.only));
const unexplained: string[] = [];
const baselines = new Map<string, Set<string>>();
for (const mutation of chosen) {
  const folder = copyWorkspace();
  try {
    const args = command(folder, mutation);
    const key = JSON.stringify(mutation.watch);
    // What fails without the mutation as well has nothing to say about it.
    const baseline = baselines.get(key) ?? new Set(problems(folder, args));
    baselines.set(key, baseline);
    mutate(folder, mutation);
    const noticed = problems(folder, args).filter((id) => !baseline.has(id));
    const verdict =
      noticed.length > 0
        ? `noticed by ${noticed.length} (${noticed.slice(0, 4).join(', ')})`
        : `unnoticed: ${mutation.redundant ?? 'UNEXPLAINED'}`;
    if (flags.write) keepSeen([{ id: mutation.id, cases: noticed.length, noticedBy: noticed.slice(0, 6) }]);
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
