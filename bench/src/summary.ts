import type { Kept } from './report.ts';
import type { RowResult } from './row.ts';

/** Rows of the README, in its order. The rest is in `bench/results/`. */
const SHOWN = [
  'warm-run',
  'back-to-back',
  'tool-call',
  'tool-call-parallel',
  'cpu-loop',
  'cpu-loop-slow-peers',
  'array-heavy',
  'large-result',
  'cold-start',
  'validate-40',
  'front-end-40',
  'idle-memory',
  'waiting-runs',
  'kill-latency',
];
export const CHARTS: readonly string[] = ['warm-run', 'tool-call', 'cold-start'];

const isOurs = (name: string): boolean => /^(runner|enclave|ours|validate|transformed)/.test(name);
const isPeer = (name: string): boolean => /^(isolated-vm|quickjs|run$|vm2|ses)/.test(name);

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(3);

function list({ figures, row }: RowResult, test: (name: string) => boolean): string {
  return Object.entries(figures)
    .filter(([name]) => test(name))
    .map(([name, { median }]) => `${name} ${digits(median)} ${row.unit}`)
    .join('<br>');
}

function barOf({ row, ratio, figures, met, noisy }: RowResult): string {
  if (row.bar === undefined || met === undefined) return '';
  const figure = ratio?.median ?? figures[row.bar.ours]?.median ?? Number.NaN;
  const what = row.bar.than === undefined ? `${digits(figure)} ${row.unit}` : `${digits(figure)} x ${row.bar.than}`;
  return `${met ? '' : '**'}${what}${met ? '' : '**'} (bar ${row.bar.most})${noisy ? ', noisy' : ''}`;
}

/** Where a peer is ahead of our process tier, and which bars were missed. Nothing is left out. */
function losses(results: readonly RowResult[]): string[] {
  return results.flatMap((result) => {
    const { row, figures, ratio, met } = result;
    const mine = Math.min(
      ...Object.entries(figures)
        .filter(([name]) => /process|^ours|^validate|^transformed/.test(name))
        .map(([, { median }]) => median),
    );
    const ahead = Object.entries(figures).filter(([name, { median }]) => isPeer(name) && median < mine);
    const missed =
      met === false
        ? [
            `bar ${row.bar?.most} missed (${digits(ratio?.median ?? figures[row.bar?.ours ?? '']?.median ?? Number.NaN)})`,
          ]
        : [];
    const behind = ahead.map(([name, { median }]) => `${name} is ${digits(mine / median)} x ahead`);
    const parts = Number.isFinite(mine) ? [...missed, ...behind] : missed;
    return parts.length === 0 ? [] : [`- ${row.title}: ${parts.join('; ')}.`];
  });
}

/** The part of the README between its markers. */
export function summary({ date, versions, results }: Kept): string {
  const { machine, ...software } = versions;
  const rows = SHOWN.flatMap((id) => results.find(({ row }) => row.id === id) ?? []);
  const lost = losses(results);
  const bars = results.filter(({ met }) => met !== undefined);
  return [
    `Measured ${date.slice(0, 10)} on ${machine}: ${Object.entries(software)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}. Medians; every ratio is within this one run, in which the contestants take turns.`,
    '',
    '| what | Enclave | others and floors | ratio, and the bar we set |',
    '|---|---|---|---|',
    ...rows.map(
      (result) =>
        `| ${result.row.title} | ${list(result, isOurs)} | ${list(result, (name) => !isOurs(name))} | ${barOf(result)} |`,
    ),
    '',
    ...CHARTS.filter((id) => results.some(({ row }) => row.id === id)).map((id) => `![${id}](bench/results/${id}.svg)`),
    '',
    `${bars.filter(({ met }) => met).length} of ${bars.length} bars met; [all rows](bench/results/table.md). Where we lose:`,
    '',
    ...(lost.length === 0 ? ['- Nowhere in this run.'] : lost),
  ].join('\n');
}

const OPEN = '<!-- measured -->';
const CLOSE = '<!-- /measured -->';

/** Puts the summary between the markers; where only the first is there, the second is added. */
export function intoReadme(readme: string, text: string): string {
  const from = readme.indexOf(OPEN);
  if (from < 0) throw new Error(`README.md has no ${OPEN}`);
  const end = readme.indexOf(CLOSE);
  const rest = end < 0 ? readme.slice(from + OPEN.length) : readme.slice(end + CLOSE.length);
  return `${readme.slice(0, from)}${OPEN}\n\n${text}\n\n${CLOSE}${rest}`;
}
