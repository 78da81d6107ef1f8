import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LEVELS } from '../../packages/enclave-vm/dist/index.js';
import { root } from '../public-packages.ts';

type Limits = (typeof LEVELS)['STRICT']['limits'];

const NAMES = ['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const;
const UNITS: Readonly<Record<string, number>> = { s: 1000, KB: 1024, MB: 1024 * 1024 };

test('the table of levels in the documentation is that of the code', async () => {
  const page = await readFile(join(root, 'docs/concepts/security-levels.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  const checked: string[] = [];
  for (const row of rows) {
    const [title = '', ...cells] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    for (const [, name = ''] of title.matchAll(/`(\w+)`/g)) {
      if (!(name in LEVELS.STRICT.limits)) continue;
      expect(cells.map(figureOf), name).toEqual(NAMES.map((level) => LEVELS[level].limits[name as keyof Limits]));
      checked.push(name);
    }
    if (title === 'isolation') expect(cells).toEqual(NAMES.map((level) => LEVELS[level].isolation));
  }
  expect(checked.sort()).toEqual([
    'maxConsoleCalls',
    'maxConsoleOutputBytes',
    'maxIterations',
    'maxResultBytes',
    'maxToolCalls',
    'maxToolPayloadBytes',
    'memoryLimit',
    'timeout',
  ]);
});

function figureOf(cell: string): number {
  const [figure = '', unit] = cell.replaceAll(',', '').split(' ');
  return Number(figure) * (unit ? (UNITS[unit] ?? Number.NaN) : 1);
}
