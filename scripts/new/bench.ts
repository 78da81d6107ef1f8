/**
 * Makes a new row of the benches: `pnpm new:bench what-it-measures`. Writes a row that can be measured at once, in a file
 * of its own, and its place in the list.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { camelCase, edit, fileOf, insertLine, refuse } from './generate.ts';

const ROWS = 'bench/src/rows';

const [id] = process.argv.slice(2);
if (id === undefined || !/^[a-z]+(?:-[a-z0-9]+)+$/.test(id)) {
  refuse('Usage: pnpm new:bench <id>, where the id says in two words or more what is measured: warm-run, tool-call.');
}
const name = `${camelCase(id)}Rows`;
const list = await readFile(fileOf(`${ROWS}/index.ts`), 'utf8');
const files = [...list.matchAll(/from '\.\/(.*)'/g)].map(([, file = '']) => file);
const sources = await Promise.all(files.map((file) => readFile(fileOf(`${ROWS}/${file}`), 'utf8')));
if (files.includes(`${id}.ts`) || sources.some((text) => text.includes(`id: '${id}'`))) {
  refuse(`There is already a row called ${id}.`);
}

const template = `import { runBare } from '../peers/bare-vm.ts';
import type { Row } from '../row.ts';
import { openEnclave } from '../subjects.ts';
import { fixed } from './fixed.ts';

const CODE = 'return [3, 1, 2].sort().length;';

export const ${name}: readonly Row[] = [
  {
    id: '${id}',
    group: 'runner',
    title: 'Say what is done once, and what it takes',
    unit: 'ms',
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), CODE),
      'enclave, vm': () => fixed(openEnclave('vm'), CODE),
      'node:vm': () => ({ run: () => runBare(CODE) }),
    },
  },
];
`;

await writeFile(fileOf(`${ROWS}/${id}.ts`), template, { flag: 'wx' });
await edit(`${ROWS}/index.ts`, (text) => {
  const imported = insertLine(
    text,
    `import { ${name} } from './${id}.ts';`,
    (line) => /^import .* from '\.\/[a-z-]+\.ts';$/.test(line),
    (line) => /'(.*)'/.exec(line)?.[1] ?? '',
  );
  return imported.replace(/\n\];/, `\n  ...${name},\n];`);
});

console.log(`Written: ${ROWS}/${id}.ts, and its place at the end of the list.
Next:
  1. fill in the row: what ours does, the peers that do the same (bench/src/peers), a floor (runBare); bench/src/row.ts says
     what a row may have. A row about something else than time sets \`ownFigure\` and returns its figure
  2. npx pnpm@12 bench --only ${id} --out /tmp/rows    # leaves the published results alone
  3. a \`bar\`, once you know the ratio that is right: { ours: 'enclave, process', than: 'node:vm', most: 2 }
  4. for the README: its id in SHOWN, in bench/src/summary.ts; the next full \`npx pnpm@12 bench --readme\` puts it there`);
