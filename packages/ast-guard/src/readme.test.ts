import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
const SOURCES: Readonly<Record<string, string>> = {
  'ast-guard': './index.ts',
  'ast-guard/ast': './ast/index.ts',
  'ast-guard/testing': './testing/index.ts',
};

/** Turns `expression; // value` and `// expression === value` into assertions. */
function withAssertions(code: string): string {
  return code
    .replace(/^(\S.*); \/\/ (true|false|\d+)$/gm, 'check($1, $2);')
    .replace(/^\/\/ (\S+) === (.+)$/gm, 'check($1, $2);');
}

test.each(blocks.map((code, i) => [i + 1, code] as const))('example %i of the README holds', async (_, code) => {
  const folder = await mkdtemp(new URL('.readme-', import.meta.url).pathname);
  try {
    const imports = withAssertions(code).replace(/from '(ast-guard[^']*)'/g, (_whole, name: string) => {
      return `from '${new URL(SOURCES[name] ?? name, import.meta.url).pathname}'`;
    });
    const head = `let checks = 0;
const check = (a, b) => { checks++; if (a !== b) throw new Error(a + ' is not ' + b); };
`;
    await writeFile(`${folder}/example.ts`, `${head}${imports}\nexport default checks;\n`);
    const { default: checks } = (await import(pathToFileURL(`${folder}/example.ts`).href)) as { default: number };
    expect(checks).toBe((withAssertions(code).match(/\bcheck\(/g) ?? []).length);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the examples do make assertions', () => {
  expect(
    blocks
      .map(withAssertions)
      .join('')
      .match(/\bcheck\(/g)?.length,
  ).toBeGreaterThanOrEqual(8);
});
