/** The commands as their users call them: what is wrong is said in a line, with 2, and never with a stack. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'enclave-corpus-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, ...lines: (object | string)[]): string => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(join(folder, name), text);
  return name;
};

function call(command: string, ...args: string[]) {
  const path = join(import.meta.dirname, '..', command);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', path, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  });
  return { status, stdout, stderr };
}

const conformance = (...args: string[]) => call('src/cli.ts', ...args);
const totalsOf = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);

const PROGRAM = { id: 'calls-a-tool', code: "return (await callTool('one')) + 1;", expected: 2 };

describe('conformance on a corpus elsewhere', () => {
  test('runs it with its own tools, from paths as the caller means them, and ends with its totals', () => {
    file('tools.mjs', 'export const createWorld = () => ({ callTool: async () => 1 });');
    const strict = { ...PROGRAM, id: 'strict', level: 'strict' };
    const programs = file('programs.jsonl', `\uFEFF${JSON.stringify(PROGRAM)}\r`, '', strict);
    const { status, stdout } = conformance('--programs', programs, '--tools', './tools.mjs', '--tier', 'vm');
    expect(totalsOf(stdout)).toMatchObject({ programs: { 'all at STANDARD / vm': { correct: 2 } }, problems: 0 });
    expect(status).toBe(0);
  });

  test('takes attacks that name no class and no needs', () => {
    const attack = { id: 'plain', code: "return typeof process === 'object' ? 'PWNED:process' : 1;" };
    const attacks = file('attacks.jsonl', attack);
    const { status, stdout } = conformance('--attacks', attacks, '--tier', 'vm', '--mode', 'full', '--json');
    expect(totalsOf(stdout)).toMatchObject({ attacks: { cases: 1, contained: 1 }, problems: 0 });
    expect(status).toBe(0);
  });

  test('says of each line what is wrong with it', () => {
    const programs = file(
      'wrong.jsonl',
      PROGRAM,
      'no json',
      [1] as object,
      { code: '1', expected: 1 },
      { id: 'b', expected: 1 },
      PROGRAM,
      { id: 'c', code: '1' },
      { ...PROGRAM, id: 'd', level: 'lax' },
    );
    const { status, stderr } = conformance('--programs', programs);
    expect(status).toBe(2);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^.*wrong\.jsonl:/, '')),
    ).toEqual([
      expect.stringMatching(/^2: is no JSON: /),
      '3: is no JSON object',
      '4: has no "id"',
      '5: has no "code"',
      '6: there is another case called "calls-a-tool"',
      '7: has no "expected"',
      '8: has the level "lax", which is none of STRICT, SECURE, STANDARD, PERMISSIVE',
    ]);
  });

  test('an attack that cannot be judged is refused', () => {
    const attacks = file(
      'wrong-attacks.jsonl',
      { id: 'a' },
      { id: 'b', code: '1', needs: 'async' },
      { id: 'c', code: '1', pwnIf: { valueMatch: '(' } },
    );
    const { status, stderr } = conformance('--attacks', attacks);
    expect(status).toBe(2);
    for (const words of [':1: has neither "code"', ':2: "needs" is no', ':3: "pwnIf.valueMatch" is no'])
      expect(stderr).toContain(words);
  });

  test('a corpus without a case is a problem, and the totals say so', () => {
    const { status, stdout } = conformance('--programs', file('empty.jsonl', ''), '--json');
    expect(status).toBe(1);
    expect(totalsOf(stdout)).toMatchObject({ problems: 1 });
  });
});

test.for([
  ['src/cli.ts', ['--programs', 'none.jsonl'], 'there is no such file'],
  ['src/cli.ts', ['--programs', '.'], 'is a folder'],
  ['src/cli.ts', ['--programs', 'one.jsonl', '--tools', 'none.mjs'], 'cannot be loaded'],
  ['src/cli.ts', ['--programs', 'one.jsonl', '--tools', 'notools.mjs'], 'does not export a function createWorld()'],
  ['src/cli.ts', ['--level', 'lax'], 'must be one of STRICT'],
  ['src/cli.ts', ['--part', 'nothing'], 'must be one of programs'],
  ['src/cli.ts', ['--width', 'many'], 'must be a whole number from 1 up'],
  ['src/cli.ts', ['--nonsense'], "Unknown option '--nonsense'"],
  ['fuzz/cli.ts', ['--seconds', 'long'], 'must be a whole number'],
  ['fuzz/cli.ts', ['--only', 'nothing'], 'must be part of one of'],
  ['src/mutation/cli.ts', ['--only', 'no-such-mutation'], 'No mutation has'],
  ['soak/soak.ts', ['--runs', '0'], 'must be a whole number'],
  ['soak/kill-storm.ts', ['--runs', '1.5'], 'must be a whole number'],
  ['soak/memory-bombs.ts', ['--only', 'no-such-bomb'], 'No bomb has'],
] as const)('%s %s says what is wrong, in words', ([command, args, words]) => {
  file('one.jsonl', PROGRAM);
  file('notools.mjs', 'export const x = 1;');
  const { status, stderr } = call(command, ...args);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(2);
});

test.for([
  'src/cli.ts',
  'fuzz/cli.ts',
  'src/mutation/cli.ts',
  'soak/soak.ts',
  'soak/kill-storm.ts',
  'soak/memory-bombs.ts',
])('%s --help says what there is', (command) => {
  const { status, stdout } = call(command, '--help');
  expect(stdout).toContain('Exit code');
  expect(status).toBe(0);
});
