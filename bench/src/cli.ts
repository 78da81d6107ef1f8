/** `pnpm bench`: every row as a ratio within this run. `--only a,b` selects rows by id or group, `--json FILE` keeps the figures. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureRow } from './measure.ts';
import { peerVersions } from './peers/versions.ts';
import { asJson, markdown } from './report.ts';
import type { Row, RowResult } from './row.ts';
import { guardRows, transformRows } from './rows/front-end.ts';
import { growthRows } from './rows/growth.ts';
import { runnerRows } from './rows/runner.ts';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    svg: { type: 'string' },
    list: { type: 'boolean', default: false },
    gate: { type: 'boolean', default: false },
  },
});

const ROWS: readonly Row[] = [...runnerRows, ...guardRows, ...transformRows, ...growthRows];
if (flags.list) {
  console.log(ROWS.map((row) => `${row.id.padEnd(28)} ${row.group.padEnd(16)} ${row.title}`).join('\n'));
  process.exit(0);
}
const words = flags.only?.split(',');
const rows =
  words === undefined ? ROWS : ROWS.filter((row) => words.some((word) => row.id.includes(word) || row.group === word));
if (rows.length === 0) throw new Error(`--only ${flags.only} matches no row: see --list`);

const results: RowResult[] = [];
for (const row of rows) {
  const from = performance.now();
  const result = await measureRow(row);
  results.push(result);
  const verdict = result.met === undefined ? '' : result.met ? 'met' : 'MISSED';
  console.error(
    `${row.id.padEnd(28)} ${result.ratio ? `${result.ratio.median.toFixed(2)} x` : ''} ${verdict} (${((performance.now() - from) / 1000).toFixed(1)} s)`,
  );
}
const versions = { ...peerVersions(), machine: `${cpus().length} cores ${cpus()[0]?.model ?? ''}` };
console.log(markdown(results, versions));
if (flags.json !== undefined) writeFileSync(flags.json, asJson(results, versions));
// A gate fails only on a clear regression: half as much again as the bar allows, in a row that is not noisy.
const regressed = results.filter(({ row, ratio, met, noisy, figures }) => {
  if (met !== false || noisy || row.bar === undefined) return false;
  const figure = ratio?.median ?? figures[row.bar.ours]?.median ?? 0;
  return figure > row.bar.most * 1.5;
});
if (flags.gate && regressed.length > 0) {
  console.error(`Clear regressions: ${regressed.map(({ row }) => row.id).join(', ')}`);
  process.exit(1);
}
process.exit(0);
