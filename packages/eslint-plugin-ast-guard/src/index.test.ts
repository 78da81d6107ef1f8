import { fileURLToPath } from 'node:url';
import { agentScript, RULES, Validator } from 'ast-guard';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import plugin, { agentScriptConfig } from './index.ts';

const cwd = fileURLToPath(new URL('../fixtures/project', import.meta.url));

/** The project's own configuration, with the plugin from the sources. */
async function lint(pattern: string, fix = false): Promise<ESLint.LintResult[]> {
  const eslint = new ESLint({
    cwd,
    fix,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['scripts/*.{js,ts}'], ...agentScriptConfig({ level: 'STANDARD' }) },
      { files: ['src/*.js'], ...plugin.configs.recommended },
    ],
  });
  return eslint.lintFiles([pattern]);
}

const shown = (results: readonly ESLint.LintResult[]) =>
  results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, column, severity }) => [ruleId, line, column, severity]),
  );

test('every rule of ast-guard is there', () => {
  expect(Object.keys(plugin.rules)).toEqual(RULES.map((rule) => rule.id));
});

test('a script is judged with await and return at its top level', async () => {
  expect(shown(await lint('scripts/honest.js'))).toEqual([]);
  expect(shown(await lint('scripts/hostile.js'))).toEqual([
    ['ast-guard/no-floating-tool-call', 1, 14, 1],
    ['ast-guard/no-dynamic-code', 2, 13, 2],
  ]);
});

test('TypeScript needs no other parser', async () => {
  expect(shown(await lint('scripts/typed.ts'))).toEqual([
    ['ast-guard/no-constructor-access', 3, 39, 2],
    ['ast-guard/no-constructor-access', 3, 51, 2],
  ]);
});

test('a syntax error is a parsing error of ESLint', async () => {
  const [result] = await lint('scripts/broken.js');
  expect(result?.messages).toMatchObject([{ fatal: true, line: 1, column: 11 }]);
});

test('modules are judged by the recommended rules, as ESLint parses them', async () => {
  expect(shown(await lint('src/module.js'))).toEqual([
    ['ast-guard/no-slow-regex', 1, 21, 2],
    ['ast-guard/prefer-let', 2, 1, 1],
  ]);
});

test('fixes are applied, and messages are those of ast-guard', async () => {
  const [result] = await lint('scripts/hostile.js', true);
  expect(result?.output).toContain("const page = await callTool('users:list', { limit: 5 });");
  const [issue] = new Validator(agentScript()).validate('const run = eval;').issues;
  expect(result?.messages.map(({ message }) => message)).toContain(`${issue?.message} ${issue?.hint}`);
});

test('unknown options are refused by ESLint itself', async () => {
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [{ ...agentScriptConfig(), rules: { 'ast-guard/no-dynamic-code': ['error', { alow: [] }] } }],
  });
  await expect(eslint.lintText('return 1;', { filePath: 'x.js' })).rejects.toThrow(/alow/);
});
