/**
 * Makes a new rule of ast-guard: `pnpm new:rule no-something`. Writes the rule with its examples, which are its tests and
 * its page, lists it, and sets it to `off` in the preset, so that everything is green until the rule says more.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { camelCase, edit, fileOf, insertLine, refuse } from './generate.ts';

const RULES = 'packages/ast-guard/src/rules';
const PRESET = 'packages/ast-guard/src/presets/agent-script.ts';

const [id] = process.argv.slice(2);
if (id === undefined || !/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
  refuse('Usage: pnpm new:rule <id>, where the id is no-<hazard> or <property>-<subject>.');
}
const name = camelCase(id);
if ((await readFile(fileOf(`${RULES}/index.ts`), 'utf8')).includes(`./${id}.ts`)) {
  refuse(`There is already a rule called ${id}.`);
}

const template = `import { defineRule } from '../rule.ts';

export const ${name} = defineRule({
  id: '${id}',
  family: 'correctness',
  summary: 'Say in one sentence what the rule asks for.',
  threat: 'Say what goes wrong without it.',
  severity: 'error',
  messages: {
    found: { text: 'Say what was found: "{name}".', hint: 'Say what to write instead.' },
  },
  examples: {
    valid: [{ title: 'an honest use', code: 'return 1;' }],
    invalid: [{ title: 'the plainest case', code: 'replaceMe();', reports: ['found'] }],
  },
  create: ({ report }) => ({
    Global(name, at) {
      if (name === 'replaceMe') report({ messageId: 'found', at, data: { name } });
    },
  }),
});
`;

await writeFile(fileOf(`${RULES}/${id}.ts`), template, { flag: 'wx' });
await edit(`${RULES}/index.ts`, (text) => listRule(text));
await edit(PRESET, (text) =>
  text.replace(/\n {2}\};\n(?= {2}for \(const rule of extraRules)/, `\n    '${id}': 'off',$&`),
);
const { ruleDocs } = (await import(fileOf('packages/ast-guard/build/rule-docs.ts').href)) as {
  ruleDocs: () => Map<string, string>;
};
await mkdir(fileOf('docs/rules/'), { recursive: true });
for (const [page, text] of ruleDocs()) await writeFile(fileOf(`docs/rules/${page}`), text);

console.log(`Written: ${RULES}/${id}.ts, its page, and its place in the lists. It is off in the preset.
Next:
  1. fill in the rule; its examples are its tests and its page
  2. set it in ${PRESET} (and recommended.ts, if it holds for any JavaScript)
  3. npx pnpm@12 docs:rules
  4. npx pnpm@12 test:only --project ast-guard
  5. npx pnpm@12 conformance --part programs    # refusing good code is a bug, too
  6. npx pnpm@12 format, and a changeset (npx pnpm@12 changeset)`);

/** The import among the imports, the entry among the entries, both in the order of the file names. */
function listRule(source: string): string {
  const imported = insertLine(
    source,
    `import { ${name} } from './${id}.ts';`,
    (line) => /^import \{ \w+ \} from '\.\/[a-z-]+\.ts';$/.test(line),
    (line) => /'(.*)'/.exec(line)?.[1] ?? '',
  );
  const names = [...imported.matchAll(/^import \{ (\w+) \} from '\.\//gm)].map(([, one]) => `  ${one},\n`);
  return imported.replace(/\[\n[\s\S]*\];/, `[\n${names.join('')}];`);
}
