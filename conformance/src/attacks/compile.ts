/**
 * Compiles `corpus/own-attacks.md` to `own-attacks.jsonl`, with `--write`. What is new or changed runs against the naive
 * sandbox, and `control` says what it did there; `--all` runs them all.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Attack, inCorpus, readLines } from '../corpus.ts';
import { runJobs } from './pool.ts';
import type { Outcome } from './protocol.ts';
import { verdictOf } from './verdict.ts';

const HEAD = /^## (\S+) (\S+) (\S+)(?: (.*))?\n(.+)\n(?:\n```js\n([\s\S]*?)\n```)?/gm;
const FIELD = /(\w+)=("(?:[^"]*)"|\S+)/g;

/** Which layers ought to stop a class; the matrix shows which really do. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'dynamic-code': ['validator', 'runtime'],
  'dynamic-import': ['validator', 'transform', 'runtime'],
  'ctor-chain': ['validator', 'runtime', 'isolation'],
  'loop-limits': ['transform', 'isolation'],
  'wrapper-injection': ['validator', 'runtime'],
  'parser-tricks': ['validator'],
  'reserved-names': ['validator', 'transform'],
  'dos-memory': ['isolation'],
  'dos-cpu': ['transform', 'isolation'],
};

function fieldsOf(text: string): Partial<Attack> {
  const fields: Record<string, unknown> = {};
  for (const [, name, raw] of text.matchAll(FIELD) as Iterable<[string, string, string]>) {
    if (name === 'needs') fields.needs = raw.split(',');
    else if (name === 'codeGen') fields.codeGen = raw.slice(1, -1);
    else fields[name] = JSON.parse(raw) as unknown;
  }
  return fields as Partial<Attack>;
}

export function parseAttacks(): Attack[] {
  const text = readFileSync(inCorpus('own-attacks.md'), 'utf8');
  return [...text.matchAll(HEAD)].map(([, id = '', name = '', kind = '', fields = '', technique = '', code]) => ({
    id,
    class: name,
    technique,
    needs: [],
    expect: 'contained',
    kind,
    layer: LAYERS[name] ?? ['runtime'],
    ...(code === undefined ? {} : { code }),
    ...fieldsOf(fields),
  }));
}

function controlOf(outcome: Outcome, contained: boolean): string {
  if (outcome.killed === 'hang') return 'hang';
  if (outcome.killed === 'oom') return 'oom';
  if (outcome.sig || outcome.code) return 'crash';
  if (!contained) return 'pwned';
  if (outcome.settled?.status === 'timeout') return 'timeout';
  return 'no-effect';
}

/** A case without what was observed of it: what it did to the naive sandbox. */
const caseOf = ({ control: _, ...attack }: Attack): string => JSON.stringify(attack);

if (import.meta.main) {
  const target = inCorpus('own-attacks.jsonl');
  const before = new Map(readLines<Attack>([target]).map((attack) => [caseOf(attack), attack.control]));
  const attacks = parseAttacks();
  const changed = attacks.filter((attack) => process.argv.includes('--all') || !before.has(caseOf(attack)));
  const jobs = changed.map(
    (attack) =>
      ({ attack, mode: 'naive', level: 'STANDARD', tier: 'vm', timeoutMs: 1000, memoryMb: 128, graceMs: 60 }) as const,
  );
  const outcomes = await runJobs(jobs, 2);
  for (const [index, job] of jobs.entries()) {
    const outcome = outcomes[index] as Outcome;
    const control = controlOf(outcome, verdictOf(job, outcome).contained);
    before.set(caseOf(job.attack), control);
    console.log(`${control.padEnd(10)} ${job.attack.id}`);
  }
  const lines = attacks.map((attack) => JSON.stringify({ ...attack, control: before.get(caseOf(attack)) }));
  if (process.argv.includes('--write')) writeFileSync(target, `${lines.join('\n')}\n`);
  console.log(`${attacks.length} attacks, ${changed.length} run in the naive sandbox`);
}
