import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLI_EXAMPLES } from './examples.ts';
import { runCli } from './run-cli.ts';

const home = process.cwd();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ast-guard-'));
  process.chdir(folder);
  await mkdir(join(folder, 'scripts'));
  await writeFile(join(folder, 'script.js'), "callTool('x', {});\nreturn 1;\n");
  await writeFile(join(folder, 'bad.js'), "return eval('1');\n");
  await writeFile(join(folder, 'scripts/a.ts'), 'const a: number = 1;\nreturn a;\n');
  await writeFile(
    join(folder, 'answer.md'),
    'Text\n\n```js\nreturn 1;\n```\n\n```sh\nrm -rf /\n```\n\n```ts\nreturn eval("1");\n```\n',
  );
});
afterEach(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true });
});

async function run(argv: readonly string[], stdin = '') {
  let stdout = '';
  let stderr = '';
  const code = await runCli(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stdin: async () => stdin,
    color: false,
  });
  return { code, stdout, stderr };
}

test('exit code 0 without errors, 1 with, 2 for wrong use', async () => {
  expect((await run(['scripts/a.ts'])).code).toBe(0);
  expect((await run(['bad.js'])).code).toBe(1);
  expect((await run([])).code).toBe(2);
  expect((await run(['--format', 'xml', 'bad.js'])).code).toBe(2);
  expect((await run(['absent.js'])).code).toBe(2);
  expect((await run(['no/**/*.js'])).code).toBe(2);
  expect((await run(['--max-warnings', 'many', 'bad.js'])).code).toBe(2);
});

test('warnings count when they are limited', async () => {
  expect((await run(['script.js'])).code).toBe(0);
  expect((await run(['--max-warnings', '0', 'script.js'])).code).toBe(1);
});

test('levels, tools and presets decide', async () => {
  expect((await run(['--level', 'STRICT', '-'], 'class A {}\nreturn 1;')).code).toBe(1);
  expect((await run(['--tools', 'users:list,users:get', '-'], "return await callTool('users:lst');")).stdout).toContain(
    'Did you mean "users:list"?',
  );
  expect((await run(['--preset', 'recommended', '-'], "import x from 'y';\nexport default x;")).code).toBe(0);
});

test('code blocks are judged on the lines of the file', async () => {
  const { code, stdout } = await run(['--extract', 'answer.md']);
  expect(code).toBe(1);
  expect(stdout).toContain('answer.md:12:8 error');
  expect(stdout).not.toContain('rm -rf');
});

test('fixes are written, and said', async () => {
  const { code, stderr } = await run(['--fix', 'script.js']);
  expect(code).toBe(0);
  expect(stderr).toBe('script.js:1 fixed: Nothing waits for this tool call. (no-floating-tool-call)\n');
  expect(await readFile(join(folder, 'script.js'), 'utf8')).toBe("await callTool('x', {});\nreturn 1;\n");
  expect((await run(['--fix', '-'], "callTool('x');\nreturn 1;")).stdout).toBe("await callTool('x');\nreturn 1;");
});

test('code blocks are fixed where they stand, and nothing else changes', async () => {
  const before = [
    '# Answer\r\n\r\n```js\r\n',
    "callTool('a');\r\nreturn 1;\r\n",
    "```\r\n\r\n```sh\ncallTool('no');\n```\n  ~~~ts title=x\n",
    "const n: number = 1;\ncallTool('b');\nreturn n;\n",
    '~~~\n\n```js\n```\n\n```js\nlet a = ;\n```\nlast line without a break',
  ];
  await writeFile(join(folder, 'mixed.md'), before.join(''));
  const { code, stderr } = await run(['--extract', '--fix', 'mixed.md']);
  expect(code).toBe(1);
  expect(stderr.match(/mixed\.md:\d+ fixed/g)).toEqual(['mixed.md:4 fixed', 'mixed.md:13 fixed']);
  const after = before.map((part) => part.replace(/callTool\('([ab])'\)/, "await callTool('$1')"));
  expect(await readFile(join(folder, 'mixed.md'), 'utf8')).toBe(after.join(''));
});

describe('a configuration is found', () => {
  const config = JSON.stringify({ rules: { 'no-debugger': 'error' } });

  test('in the working directory, unless something else is asked for', async () => {
    await writeFile(join(folder, 'ast-guard.config.json'), config);
    expect((await run(['bad.js'])).code).toBe(0);
    expect((await run(['--no-config', 'bad.js'])).code).toBe(1);
    expect((await run(['--level', 'STANDARD', 'bad.js'])).code).toBe(1);
    await writeFile(join(folder, 'other.json'), JSON.stringify({ rules: { 'no-dynamic-code': 'error' } }));
    expect((await run(['--config', 'other.json', 'bad.js'])).code).toBe(1);
  });

  test('as a module in TypeScript', async () => {
    await writeFile(join(folder, 'ast-guard.config.ts'), `const config: object = ${config};\nexport default config;\n`);
    expect((await run(['bad.js'])).code).toBe(0);
  });

  test('above it up to the root of the repository, and no further', async () => {
    await writeFile(join(folder, 'ast-guard.config.json'), config);
    await mkdir(join(folder, 'repository/.git'), { recursive: true });
    await mkdir(join(folder, 'repository/deep/down'), { recursive: true });
    process.chdir(join(folder, 'repository/deep/down'));
    expect((await run(['../../../bad.js'])).code).toBe(1);
    await writeFile(join(folder, 'repository/ast-guard.config.mjs'), `export default ${config};\n`);
    expect((await run(['../../../bad.js'])).code).toBe(0);
  });

  test('not beside the script, and not above a folder of no repository', async () => {
    await writeFile(join(folder, 'scripts/ast-guard.config.json'), config);
    await writeFile(join(folder, 'scripts/bad.js'), "return eval('1');\n");
    expect((await run(['scripts/bad.js'])).code).toBe(1);
    await mkdir(join(folder, 'scripts/inner'));
    process.chdir(join(folder, 'scripts/inner'));
    expect((await run(['../bad.js'])).code).toBe(1);
  });
});

test.each(['json', 'sarif'])('%s goes to standard output as one document', async (format) => {
  const { stdout } = await run(['--format', format, 'bad.js']);
  expect(JSON.parse(stdout)).toBeTypeOf('object');
});

test('github and model formats', async () => {
  expect((await run(['--format', 'github', 'bad.js'])).stdout).toMatch(/^::error file=bad\.js,line=1/);
  expect((await run(['--format', 'model', 'bad.js'])).stdout).toMatch(/^The script was not run/);
});

test('a configuration replaces level and preset, as JSON and as a module', async () => {
  await writeFile(join(folder, 'ast-guard.config.json'), JSON.stringify({ rules: { 'no-debugger': 'error' } }));
  expect((await run(['--config', 'ast-guard.config.json', 'bad.js'])).code).toBe(0);
  await writeFile(join(folder, 'wrong.json'), JSON.stringify({ rules: { 'no-debuger': 'error' } }));
  const wrong = await run(['--config', 'wrong.json', 'bad.js']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean "no-debugger"?') });
  await writeFile(join(folder, 'empty.config.js'), 'export const a = 1;');
  expect((await run(['--config', 'empty.config.js', 'bad.js'])).stderr).toContain('no default export');
});

test('the help shows the examples, and each of them works', async () => {
  const { code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  for (const { command } of CLI_EXAMPLES) {
    expect(stdout).toContain(command);
    const argv = (command.match(/"[^"]*"|\S+/g) ?? []).slice(1).map((arg) => arg.replaceAll('"', ''));
    expect((await run(argv, 'return 1;')).stderr, command).not.toMatch(/^ast-guard:|^error:/m);
  }
});
