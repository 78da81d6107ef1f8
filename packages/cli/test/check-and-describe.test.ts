import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { enclave } from './enclave.ts';

test('check lists what is wrong, and fails if anything is', async () => {
  const { status, stdout } = await enclave(['check', 'greet.ts', 'refused.js']);
  expect(status).toBe(3);
  expect(stdout).toContain('✔ greet.ts\n✖ refused.js\n  1:8  error  ');
  expect(stdout).toContain("> 1 | return eval('1');");
});

test('check runs nothing', async () => {
  const { status, stdout } = await enclave(['check', 'endless.js', 'throws.js']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '✔ endless.js\n✔ throws.js\n' });
});

test('check gives its verdicts as JSON', async () => {
  const { status, stdout } = await enclave(['check', 'refused.js', '--json']);
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      path: 'refused.js',
      valid: false,
      issues: [{ ruleId: 'no-dynamic-code', location: { start: { line: 1, column: 8 } } }],
    },
  ]);
});

test('describe is the prompt for these tools', async () => {
  const { status, stdout, stderr } = await enclave(['describe', '--tools', 'tools.ts', '--level', 'strict']);
  expect(status).toBe(0);
  expect(stdout).toContain("callTool(name: 'mail:send', args: { to: string })");
  expect(stderr).toMatch(/^about \d+ tokens\n$/);
});

test('describe --short is shorter', async () => {
  const [full, short] = await Promise.all([
    enclave(['describe', '--json']),
    enclave(['describe', '--json', '--short']),
  ]);
  expect(JSON.parse(short.stdout).tokens).toBeLessThan(JSON.parse(full.stdout).tokens);
});

test('the documentation of exit statuses is the one that --help prints', async () => {
  const { stdout } = await enclave(['--help']);
  const page = await readFile(new URL('../../../docs/guides/command-line.md', import.meta.url), 'utf8');
  const listed = [...stdout.matchAll(/^ +(\d+) {2}(.*)$/gm)].map(([, status, meaning]) => `| ${status} | ${meaning} |`);
  expect(listed).toHaveLength(8);
  const rows = page.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
  expect(rows).toEqual(expect.arrayContaining(listed));
});
