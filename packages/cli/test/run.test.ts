import { expect, test } from 'vitest';
import { enclave } from './enclave.ts';

const withTools = ['--tools', 'tools.ts'];

test('the value goes to stdout, what happened to stderr', async () => {
  const { status, stdout, stderr } = await enclave(['run', 'greet.ts', ...withTools]);
  expect({ status, value: JSON.parse(stdout) }).toEqual({ status: 0, value: ['Ada', 'Grace'] });
  expect(stderr).toMatch(
    /✔ users:list .*\n {2}│ found 2 users\n {2}✔ mail:send .*\n✔ succeeded in .* 2 tool calls, 2 iterations\n$/s,
  );
});

test('--json is one document and nothing else', async () => {
  const { status, stdout, stderr } = await enclave(['run', 'greet.ts', ...withTools, '--json', '--level', 'SECURE']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    success: true,
    value: ['Ada', 'Grace'],
    stats: { toolCallCount: 2 },
    toolCalls: [{ name: 'users:list', state: 'succeeded', idempotent: true }, { name: 'mail:send' }],
    console: [{ level: 'log', text: 'found 2 users' }],
  });
});

test.each([
  ['a script that throws', ['run', 'throws.js'], 1, 'EXECUTION_ERROR at line 1, column 7: too late'],
  ['a failed tool', ['run', 'fails.js', ...withTools], 1, 'TOOL_ERROR at line 1, column 7: The mailbox is full'],
  ['a refused script', ['run', 'refused.js'], 3, 'VALIDATION_ERROR at line 1, column 8'],
  ['a loop without end', ['run', 'endless.js', '--max-iterations', '1_000'], 4, 'MAX_ITERATIONS'],
  ['a busy script', ['run', 'busy.js', '--timeout', '300ms'], 4, 'TIMEOUT'],
  [
    'a tool that is denied',
    ['run', 'fails.js', ...withTools, '--deny', 'mail:*'],
    3,
    'There is no tool called "mail:send"',
  ],
  ['no such file', ['run', 'missing.js'], 2, 'There is no file missing.js.'],
  ['a directory', ['run', '.'], 2, '. is a directory, not a file.'],
  ['no such tools module', ['run', 'greet.ts', '--tools', 'missing.ts'], 2, 'There is no file missing.ts.'],
  ['no such globals', ['run', 'greet.ts', '--globals', 'missing.json'], 2, 'There is no file missing.json.'],
  [
    'globals that are no JSON',
    ['run', 'greet.ts', '--globals', 'greet.ts'],
    2,
    'greet.ts is no JSON: Unexpected token',
  ],
  ['no such flag', ['run', 'greet.ts', '--levle', 'STRICT'], 2, 'Did you mean --level?'],
  ['no such level', ['run', 'greet.ts', '--level', 'SAFE'], 2, 'Levels are STRICT'],
  ['no such command', ['rum'], 2, 'Did you mean run?'],
  ['a tools module that throws', ['run', 'greet.ts', '--tools', 'throws.js'], 2, 'Cannot load throws.js:1:7: too late'],
  [
    'a tools module that does not parse',
    ['run', 'greet.ts', '--tools', 'unfinished.mjs'],
    2,
    'Cannot load unfinished.mjs: Unexpected end of input',
  ],
  [
    'a handler that is no definition',
    ['run', 'greet.ts', '--tools', 'handlers.mjs'],
    2,
    'handlers.mjs: tool "users:list" is a function. Write defineTool(',
  ],
  ['two forms of output', ['run', 'greet.ts', '--json', '--for-model'], 2, "cannot be used with option '--json'"],
  ['watching standard input', ['run', '-', '--watch'], 2, '--watch needs the path of a script'],
  ['watching where nothing is', ['run', 'missing/script.js', '--watch'], 2, 'There is no file'],
  ['a limit out of range', ['run', 'greet.ts', '--memory', '1KB'], 2, 'memoryLimit'],
])('%s has its own exit status', async (_title, args, expected, message) => {
  const { status, stdout, stderr } = await enclave(args);
  expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

test('a script comes from standard input, its globals from a file', async () => {
  const { status, stdout } = await enclave(['run', '-', '--globals', 'globals.json'], 'return order.total * 2;');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '84\n' });
});

test('--for-model prints what a model would get', async () => {
  const { status, stdout } = await enclave(['run', 'refused.js', '--for-model']);
  expect(status).toBe(3);
  expect(stdout).toMatch(/^The script failed at line 1, column 8: VALIDATION_ERROR\n/);
});

test('a script cannot write to the terminal', async () => {
  const { stdout, stderr } = await enclave(['run', 'escapes.js']);
  expect(stderr).toMatch(/\\x1b\[2Jcleared\\u\{202e\}/i);
  expect(stdout).toBe('"\\u001b]0;title\\u0007"\n');
});
