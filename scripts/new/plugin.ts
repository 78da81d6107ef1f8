/**
 * Makes a new plugin of enclave-transform: `pnpm new:plugin what-it-does`. Writes the plugin with a check of the finished
 * text, a first fixture, and its place in the tests, in the exports and in their pin.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { camelCase, edit, fileOf, insertLine, refuse } from './generate.ts';

const SOURCES = 'packages/enclave-transform/src';

const [id] = process.argv.slice(2);
if (id === undefined || !/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
  refuse('Usage: pnpm new:plugin <id>, where the id says in two words or more what it does: strip-types, loop-limits.');
}
const name = camelCase(id);
if ((await readFile(fileOf(`${SOURCES}/index.ts`), 'utf8')).includes(`./plugins/${id}.ts`)) {
  refuse(`There is already a plugin called ${id}.`);
}

const template = `import type { Plugin } from '../plugin.ts';

/**
 * Say what it does to a program.
 *
 * \`\`\`js
 * return replaceMe();
 * return replaced();
 * \`\`\`
 */
export function ${name}(): Plugin {
  return {
    name: '${id}',
    start: ({ splice }) => ({
      visit: {
        Identifier(node) {
          if (node.type !== 'Identifier' || node.name !== 'replaceMe') return undefined;
          splice.replace(node.start as number, node.end as number, 'replaced');
          return undefined;
        },
      },
      // Runs on the finished text, in production too: no other plugin may undo what this one promises.
      verify: ({ code, nodes, indexOf }) => {
        for (const node of nodes('Identifier')) {
          const isOurs = node.type === 'Identifier' && node.name === 'replaceMe';
          if (isOurs && code.startsWith('replaceMe', indexOf(node.start as number))) {
            return { node, message: 'a name that was not replaced' };
          }
        }
        return undefined;
      },
    }),
  };
}
`;

await writeFile(fileOf(`${SOURCES}/plugins/${id}.ts`), template, { flag: 'wx' });
const fixture = `${SOURCES}/plugins/fixtures/${id}/plainest-case`;
await mkdir(fileOf(`${fixture}/`), { recursive: true });
await writeFile(fileOf(`${fixture}/input.js`), 'return replaceMe();\n');
await writeFile(fileOf(`${fixture}/output.js`), 'return replaced();\n');
const sourceOf = (line: string): string => /from '(.*)'/.exec(line)?.[1] ?? '';
await edit(`${SOURCES}/plugins/fixtures.test.ts`, (text) => {
  const imported = insertLine(
    text,
    `import { ${name} } from './${id}.ts';`,
    (line) => /^import \{ \w+ \} from '\.\/[a-z-]+\.ts';$/.test(line),
    sourceOf,
  );
  return insertLine(
    imported,
    `  '${id}': ${name},`,
    (line) => /^ {2}(?:'[a-z-]+': .*|[a-z]+),$/.test(line),
    (line) => line.replaceAll("'", ''),
  );
});
await edit(`${SOURCES}/index.ts`, (text) =>
  insertLine(
    text,
    `export { ${name} } from './plugins/${id}.ts';`,
    (line) => line.includes("from './plugins/"),
    sourceOf,
  ),
);
await edit('conformance/test/pins.test.ts', (text) =>
  text.replace(/const TRANSFORM = \[\n([\s\S]*?)\];/, (_, list: string) => {
    const names = [...list.trimEnd().split('\n'), `  '${name}',`].sort();
    return `const TRANSFORM = [\n${names.join('\n')}\n];`;
  }),
);

console.log(`Written: ${SOURCES}/plugins/${id}.ts, a fixture, and its place in tests, exports and their pin.
Next:
  1. fill in the plugin: the walk, and what must be so in the finished text
  2. write fixtures beside ${fixture}: an input.js without output.js gets one, to be read before it is kept
  3. npx pnpm@12 test:only --project enclave-transform
  4. a row in packages/enclave-transform/README.md, npx pnpm@12 format, and a changeset (npx pnpm@12 changeset)`);
