/** `pnpm bench`: every row as a ratio within this run. Writes tables, JSON and charts to `bench/results/`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asGiven, readFlags, UsageError } from '@enclave-vm/conformance/command-line';
import { chart } from './chart.ts';
import { measureRow } from './measure.ts';
import { peerVersions } from './peers/versions.ts';
import { asJson, type Kept, markdown } from './report.ts';
import type { RowResult } from './row.ts';
import { ROWS } from './rows/index.ts';
import { CHARTS, intoReadme, summary } from './summary.ts';

const USAGE = `bench [options]           every row as a ratio within this run

  --only a,b      rows by part of their id, or by group      --list         all rows
  --minutes N     time for all rows (9)                      --gate         exit 1 on a clear regression
  --out FOLDER    where results go (bench/results)           --readme       put the summary into README.md
  --render        measure nothing: tables, charts and README from what is kept

Exit code: 0 measured, 1 a row with a bar could not be measured or --gate found a regression, 2 called wrongly.`;

const flags = readFlags(USAGE, {
  only: { type: 'string' },
  minutes: { type: 'string', default: '9' },
  out: { type: 'string', default: fileURLToPath(new URL('../results/', import.meta.url)) },
  list: { type: 'boolean', default: false },
  gate: { type: 'boolean', default: false },
  readme: { type: 'boolean', default: false },
  render: { type: 'boolean', default: false },
});
const minutes = Number(flags.minutes);
if (!(minutes > 0)) throw new UsageError(`--minutes must be a positive number, got "${flags.minutes}".`);
const out = asGiven(flags.out);
const words = flags.only?.split(',');
const chosen = words ? ROWS.filter((row) => words.some((word) => row.id.includes(word) || row.group === word)) : ROWS;
if (chosen.length === 0) throw new UsageError(`--only ${flags.only} matches no row: see --list`);

if (flags.list) {
  console.log(chosen.map((row) => `${row.id.padEnd(28)} ${row.group.padEnd(16)} ${row.title}`).join('\n'));
  process.exit(0);
}
const inResults = (name: string): string => join(out, name);
const verdictOf = ({ met }: RowResult): string => (met === undefined ? '' : met ? 'met' : 'MISSED');

async function measure(): Promise<Kept> {
  const end = performance.now() + minutes * 60_000;
  const results: RowResult[] = [];
  for (const [index, row] of chosen.entries()) {
    const from = performance.now();
    // What a row leaves of its share goes to those after it; none may take more than three shares.
    const share = Math.max(0, end - from) / (chosen.length - index);
    const result = await measureRow(row, share * 3);
    results.push(result);
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    const ratio = result.ratio ? `${result.ratio.median.toFixed(2)} x` : '';
    console.error(`${row.id.padEnd(28)} ${ratio} ${verdictOf(result)} (${seconds} s)`);
  }
  const machine = `${cpus().length} cores of ${cpus()[0]?.model.trim() || 'an unnamed processor'}, ${process.platform}`;
  return { date: new Date().toISOString(), versions: { ...peerVersions(), machine }, results };
}

const kept = flags.render ? (JSON.parse(readFileSync(inResults('results.json'), 'utf8')) as Kept) : await measure();
mkdirSync(out, { recursive: true });
writeFileSync(inResults('results.json'), asJson(kept));
const text = markdown(kept.results, kept.versions);
writeFileSync(inResults('table.md'), `# Bench\n\nWritten by \`pnpm bench\`, ${kept.date}.\n\n${text}\n`);
for (const result of kept.results) {
  if (CHARTS.includes(result.row.id)) writeFileSync(inResults(`${result.row.id}.svg`), chart(result));
}
if (flags.readme) {
  const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
  writeFileSync(readme, intoReadme(readFileSync(readme, 'utf8'), summary(kept)));
  const biome = fileURLToPath(new URL('../../node_modules/.bin/biome', import.meta.url));
  spawnSync(biome, ['format', '--write', readme], { stdio: 'ignore' });
}
console.log(text);

const unmeasured = kept.results.filter(({ row, figures }) => row.bar !== undefined && !(row.bar.ours in figures));
if (unmeasured.length > 0) {
  console.error(`Could not be measured: ${unmeasured.map(({ row }) => row.id).join(', ')}`);
  process.exit(1);
}

// A gate fails only on a clear regression: half as much again as the bar allows, in a row that is not noisy.
const regressed = kept.results.filter(({ row, ratio, met, noisy, figures }) => {
  if (met !== false || noisy || row.bar === undefined) return false;
  const figure = ratio?.median ?? figures[row.bar.ours]?.median ?? 0;
  return figure > row.bar.most * 1.5;
});
if (flags.gate && regressed.length > 0) {
  console.error(`Clear regressions: ${regressed.map(({ row }) => row.id).join(', ')}`);
  process.exit(1);
}
process.exit(0);
