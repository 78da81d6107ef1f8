import { expect, test } from 'vitest';
import type { ExecutionFailure, ExecutionSuccess, ToolCallReceipt } from '../result.ts';
import { formatForModel } from './format-for-model.ts';

const stats = {} as ExecutionFailure['stats'];
const record = { runId: 'r', stats, toolCalls: [], console: [], repairs: [], warnings: [] };
const success = (value: unknown, more = {}): ExecutionSuccess => ({ success: true, value, ...record, ...more });
const failure = (error: Partial<ExecutionFailure['error']>, more = {}): ExecutionFailure => ({
  success: false,
  error: { name: 'Error', message: 'x', code: 'EXECUTION_ERROR', ...error },
  ...record,
  ...more,
});
const receipt = (name: string, state: ToolCallReceipt['state'], idempotent = false): ToolCallReceipt => ({
  id: name,
  name,
  state,
  startedAt: 0,
  duration: 1,
  idempotent,
});

test('a value reads as JSON', () => {
  expect(formatForModel(success({ count: 2 }))).toBe('The script succeeded. Its value:\n{\n "count": 2\n}');
});

test('values that JSON drops are told', () => {
  expect(formatForModel(success({ n: 5n, m: new Map([['a', 1]]) }))).toContain('"5n"');
  expect(formatForModel(success(undefined))).toContain('no `return`');
});

test('a large value is folded to its budget', () => {
  expect(formatForModel(success('x'.repeat(50_000)), { maxValueChars: 500 }).length).toBeLessThan(700);
});

test('an error has code, message, place, frame, hint and the advice to run again', () => {
  const text = formatForModel(
    failure({
      name: 'TypeError',
      message: 'users.map is not a function',
      location: { line: 2, column: 14 },
      codeFrame: '> 2 | return users.map(f)\n    |              ^',
      hint: 'Write await.',
    }),
  );
  expect(text).toBe(
    [
      'The script failed at line 2, column 14: EXECUTION_ERROR (TypeError)',
      'users.map is not a function',
      '',
      '> 2 | return users.map(f)',
      '    |              ^',
      '',
      'Hint: Write await.',
      '',
      'No tool call has taken effect that a second run would repeat: correct the script and run it again.',
    ].join('\n'),
  );
});

test('calls that took effect are listed, and a retry is called unsafe', () => {
  const toolCalls = [
    receipt('users:list', 'succeeded', true),
    receipt('orders:refund', 'succeeded'),
    receipt('email:send', 'pending'),
    receipt('kv:get', 'failed'),
  ];
  const text = formatForModel(failure({}, { toolCalls }));
  expect(text).toContain('Tool calls that already took effect:\n1. orders:refund (succeeded)');
  expect(text).toContain('Tool calls that may have taken effect:\n1. email:send (pending)');
  expect(text).toContain('would repeat these calls');
  expect(text).not.toContain('users:list');
});

test('calls that nobody waited for are told beside the value', () => {
  const toolCalls = [
    receipt('users:get', 'succeeded'),
    receipt('users:get', 'pending'),
    receipt('kv:set', 'not-started'),
  ];
  const text = formatForModel(success([], { toolCalls }));
  expect(text).toContain('2 tool calls had not answered when the script ended (users:get, kv:set)');
  expect(text).toContain('forEach');
  expect(formatForModel(success([], { toolCalls: toolCalls.slice(0, 1) }))).not.toContain('had not answered');
});

test('equal calls in a row are one line', () => {
  const toolCalls = [
    receipt('orders:list', 'succeeded'),
    ...Array.from({ length: 98 }, () => receipt('orders:get', 'succeeded')),
    receipt('orders:list', 'succeeded'),
  ];
  expect(formatForModel(failure({}, { toolCalls }))).toContain(
    'took effect:\n1. orders:list (succeeded)\n2. to 99. orders:get (succeeded)\n100. orders:list (succeeded)\n',
  );
});

test('idempotent calls make no retry unsafe', () => {
  const text = formatForModel(failure({}, { toolCalls: [receipt('users:list', 'succeeded', true)] }));
  expect(text).toContain('correct the script and run it again');
});

test('the signature of a misused tool is given once', () => {
  const signature = `callTool(name: 'users:list'): Promise<unknown>`;
  const error = { code: 'TOOL_ERROR', toolName: 'users:list', toolSignature: signature } as const;
  expect(formatForModel(failure(error))).toContain(`Signature of users:list: ${signature}`);
  expect(formatForModel(failure({ ...error, message: `bad. Signature: ${signature}` }))).not.toContain('Signature of');
});

test('every validation issue is listed', () => {
  const issue = (line: number) => ({
    ruleId: 'no-dynamic-code',
    messageId: 'compiler',
    severity: 'error' as const,
    message: `"eval" compiles a string into code.`,
    hint: 'Write the code directly.',
    location: { start: { line, column: 1 }, end: { line, column: 5 } },
  });
  const text = formatForModel(failure({ code: 'VALIDATION_ERROR', issues: [issue(1), issue(4)] }));
  expect(text).toContain('- line 4, column 1: "eval" compiles a string into code. Write the code directly.');
  expect(text).toContain('Nothing has run.');
});

test('console output is folded to its budget', () => {
  const entries = Array.from({ length: 500 }, (_, i) => ({ level: 'log' as const, text: `step ${i}`, time: 0 }));
  const text = formatForModel(success(1, { console: [...entries, { level: 'warn', text: 'end', time: 0 }] }), {
    maxConsoleChars: 300,
  });
  expect(text).toContain('Console output:\nstep 0\n');
  expect(text).toContain('[warn] end');
  expect(text.length).toBeLessThan(500);
});

test('causes and collected errors are told with their places', () => {
  const text = formatForModel(
    failure({
      cause: {
        name: 'TypeError',
        message: 'no x',
        location: { line: 2, column: 8 },
        cause: { name: 'Error', message: 'deep' },
      },
      errors: [{ name: 'Error', message: 'down a' }],
    }),
  );
  expect(text).toContain(
    'Cause (line 2, column 8): TypeError: no x\nCause: Error: deep\nOne of the errors: Error: down a',
  );
});

test('warnings say where', () => {
  const start = { line: 3, column: 1 };
  const warning = {
    ruleId: 'no-floating-tool-call',
    messageId: 'floating',
    severity: 'warning',
    message: 'Nothing waits for this tool call.',
    hint: 'Write await before it.',
    location: { start, end: start },
  };
  expect(formatForModel(success(1, { warnings: [warning] }))).toBe(
    'The script succeeded. Its value:\n1\n\nWarnings:\n- line 3, column 1: Nothing waits for this tool call. Write await before it.',
  );
});

test('a cause says which tool failed', () => {
  const cause = { name: 'DbError', message: 'down', toolName: 'users:list', callId: '1' };
  expect(formatForModel(failure({ cause }))).toContain('\nCause: DbError (tool users:list): down\n');
});

test('values that JSON has no way to write are read all the same', () => {
  const value: Record<string, unknown> = { like: /a+/g, why: new RangeError('too far') };
  value.self = value;
  const text = formatForModel(success(value));
  for (const part of ['"/a+/g"', '"RangeError: too far"', '"(circular)"']) expect(text).toContain(part);
});

test('what is no result is refused, a promise of one too', () => {
  expect(() => formatForModel(Promise.resolve() as never)).toThrow('not a promise: await it first.');
  expect(() => formatForModel(undefined as never)).toThrow('expects the result of a run, not undefined.');
});
