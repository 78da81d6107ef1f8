import type { Figure, RowResult } from './row.ts';

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(4);
const spread = ({ median, low, high }: Figure): string => `${digits(median)} (${digits(low)} to ${digits(high)})`;

function barText({ row, ratio, bestRatio, met, noisy, figures }: RowResult): string {
  if (row.bar === undefined) return '';
  const verdict = met === undefined ? 'not measured' : met ? 'met' : '**missed**';
  const best = bestRatio === undefined ? '' : `, at best ${digits(bestRatio)} x`;
  const note = noisy ? `, noisy${best}` : best;
  if (row.bar.than === undefined)
    return `${verdict}: ${digits(figures[row.bar.ours]?.median ?? Number.NaN)}, bar ${row.bar.most} ${row.unit}${note}`;
  return `${verdict}: ${ratio === undefined ? '-' : `${spread(ratio)} x`}, bar ${row.bar.most} x${note}`;
}

/** The tables of one run, as Markdown. */
export function markdown(results: readonly RowResult[], versions: Readonly<Record<string, string>>): string {
  const lines = [
    `Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    'Medians over rounds in which the contestants take turns; in brackets the lowest and highest round.',
  ];
  for (const group of new Set(results.map((result) => result.row.group))) {
    lines.push('', `### ${group}`, '', '| what | who | median (spread) | bar |', '|---|---|---|---|');
    for (const result of results.filter((one) => one.row.group === group)) {
      const names = Object.keys(result.figures);
      for (const [index, name] of names.entries()) {
        const figure = result.figures[name] as Figure;
        lines.push(
          `| ${index === 0 ? result.row.title : ''} | ${name} | ${spread(figure)} ${result.row.unit} | ${index === 0 ? barText(result) : ''} |`,
        );
      }
      for (const problem of result.problems)
        lines.push(
          `| ${names.length === 0 ? result.row.title : ''} | | not measured: ${problem.replaceAll('|', '\\|').slice(0, 160)} | |`,
        );
    }
  }
  return lines.join('\n');
}

/** One run of the bench, as it is kept. */
export interface Kept {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly RowResult[];
}

export const asJson = (kept: Kept): string => `${JSON.stringify(kept, null, 1)}\n`;
