/**
 * Makes a new rule of ast-guard: `pnpm new:rule no-something`. Writes the rule with its examples, which are its tests,
 * and lists it. What is left to do is printed.
 */
import { readFile, writeFile } from 'node:fs/promises';

const [id] = process.argv.slice(2);
if (id === undefined || !/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
  console.error('Usage: pnpm new:rule <id>, where the id is no-<hazard> or <property>-<subject>.');
  process.exit(2);
}

const name = id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const rules = new URL('../packages/ast-guard/src/rules/', import.meta.url);
const index = new URL('index.ts', rules);

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

const before = await readFile(index, 'utf8');
if (before.includes(`./${id}.ts`)) {
  console.error(`There is already a rule called ${id}.`);
  process.exit(2);
}
await writeFile(new URL(`${id}.ts`, rules), template, { flag: 'wx' });
await writeFile(index, listRule(before, id, name));
console.log(`Written: packages/ast-guard/src/rules/${id}.ts
Next:
  1. fill in the rule; its examples are its tests and its page
  2. set it in packages/ast-guard/src/presets/agent-script.ts (and recommended.ts)
  3. node packages/ast-guard/build/write-docs.ts`);

/** Adds the import and the entry, both in order of file name. */
function listRule(source: string, ruleId: string, exported: string): string {
  const [head = '', body = ''] = source.split('\n/**');
  const imports = [...head.trimEnd().split('\n'), `import { ${exported} } from './${ruleId}.ts';`];
  const fileOf = (line: string): string => /'(.*)'/.exec(line)?.[1] ?? '';
  imports.sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : 1));
  const names = imports.flatMap((line) => /^import \{ (\w+) \}/.exec(line)?.[1] ?? []);
  const entries = names.map((one) => `  ${one},\n`).join('');
  return `${imports.join('\n')}\n\n/**${body.replace(/\[\n[\s\S]*\];/, `[\n${entries}];`)}`;
}
