import type { RowResult } from './row.ts';

const WIDTH = 720;
const LABEL = 210;
const VALUE = 90;
const BAR = 18;
const STEP = 26;
const TOP = 40;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('`', '');

const show = (value: number, unit: string): string =>
  `${value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(2)} ${unit}`;

const isOurs = (name: string): boolean => /^(runner|enclave|ours)/.test(name);

/** A row as horizontal bars, lowest first, on a logarithmic scale: peers are often orders of magnitude apart. */
export function chart({ row, figures }: RowResult): string {
  const bars = Object.entries(figures)
    .map(([name, figure]) => ({ name, value: figure.median }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => a.value - b.value);
  const least = Math.log10(Math.min(...bars.map(({ value }) => value)));
  const most = Math.log10(Math.max(...bars.map(({ value }) => value)));
  const room = WIDTH - LABEL - VALUE;
  const widthOf = (value: number) => 8 + ((Math.log10(value) - least) / Math.max(most - least, 0.3)) * (room - 8);
  const height = TOP + bars.length * STEP + 8;
  const lines = bars.map(({ name, value }, index) => {
    const y = TOP + index * STEP;
    const width = widthOf(value).toFixed(1);
    const middle = y + BAR - 5;
    return [
      `<text x="${LABEL - 8}" y="${middle}" text-anchor="end">${escapeXml(name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${width}" height="${BAR}" rx="2" fill="${isOurs(name) ? '#2f6fde' : '#9aa4b2'}"/>`,
      `<text x="${LABEL + Number(width) + 6}" y="${middle}">${show(value, row.unit)}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#57606a">`,
    `<text x="8" y="20" font-size="14" font-weight="600">${escapeXml(row.title)} (${row.unit}, lower is better, log scale)</text>`,
    ...lines,
    '</svg>\n',
  ].join('\n');
}
