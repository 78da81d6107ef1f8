/** Each cause of failure ends in exactly its code, and the instance serves the next run. */
import { Enclave } from '@enclave-vm/core';
import { expect, test } from 'vitest';
import { TIERS, type Tier } from '../src/corpus.ts';

interface End {
  readonly name: string;
  readonly code: string;
  readonly ends: string | readonly string[];
  readonly options?: object;
  /** The tiers that promise this end. Default: both. */
  readonly tiers?: readonly Tier[];
}

const MB = 1024 * 1024;
/** Time for an end that is not one of time, on a busy machine too. */
const PLENTY = 60_000;
const small = { memoryLimit: 64 * MB, maxIterations: Number.MAX_SAFE_INTEGER };
const processOnly: readonly Tier[] = ['process'];

const ENDS: readonly End[] = [
  { name: 'syntax error', code: 'const = 1;', ends: 'VALIDATION_ERROR' },
  { name: 'dynamic code', code: 'return eval("1")', ends: 'VALIDATION_ERROR' },
  { name: 'dynamic import', code: 'return await import("fs")', ends: 'VALIDATION_ERROR' },
  { name: 'thrown error', code: 'throw new Error("x")', ends: 'EXECUTION_ERROR' },
  { name: 'error of the engine', code: 'const x = null; return x.y', ends: 'EXECUTION_ERROR' },
  { name: 'thrown primitive', code: 'throw 42', ends: 'EXECUTION_ERROR' },
  { name: 'endless loop', code: 'let go = true; while (go) {}', ends: 'MAX_ITERATIONS' },
  {
    name: 'endless loop after an await',
    code: 'await callTool("echo", {}); let go = true; while (go) {}',
    ends: 'MAX_ITERATIONS',
  },
  {
    name: 'endless loop that outlives its time',
    code: 'let go = true; while (go) {}',
    ends: ['TIMEOUT', 'CPU_TIMEOUT'],
    options: { timeout: 300, maxIterations: Number.MAX_SAFE_INTEGER },
  },
  {
    name: 'endless loop after an await that outlives its time',
    code: 'await callTool("echo", {}); let go = true; while (go) {}',
    ends: ['TIMEOUT', 'CPU_TIMEOUT'],
    options: { timeout: 300, maxIterations: Number.MAX_SAFE_INTEGER },
  },
  {
    name: 'microtask flood',
    code: 'const f = () => Promise.resolve().then(f); await f();',
    ends: ['TIMEOUT', 'CPU_TIMEOUT'],
    options: { timeout: 300 },
  },
  {
    name: 'swallowed limit error',
    code: 'let n = 0; try { while (n >= 0) n++; } catch {} return n',
    ends: 'MAX_ITERATIONS',
  },
  {
    name: 'tool that never answers',
    code: 'return await callTool("never", {})',
    ends: ['TIMEOUT', 'TOOL_TIMEOUT'],
    options: { timeout: 300 },
  },
  {
    name: 'tool that has more time than the run',
    code: 'return await callTool("never", {})',
    ends: 'TIMEOUT',
    options: { timeout: 300, toolTimeout: 3_600_000 },
  },
  { name: 'promise that nobody settles', code: 'await new Promise(() => {})', ends: 'DEADLOCK' },
  { name: 'uncaught tool failure', code: 'await callTool("fail", {})', ends: 'TOOL_ERROR' },
  {
    name: 'one tool call too many',
    code: 'for (let i = 0; i < 9; i++) await callTool("echo", { i }); return 1',
    ends: 'MAX_TOOL_CALLS',
    options: { maxToolCalls: 8 },
  },
  {
    name: 'one tool call too many, caught',
    code: 'for (let i = 0; i < 9; i++) { try { await callTool("echo", { i }); } catch {} } return 1',
    ends: 'MAX_TOOL_CALLS',
    options: { maxToolCalls: 8 },
  },
  { name: 'function as result', code: 'return { a: [() => 1] }', ends: 'SERIALIZATION_ERROR' },
  {
    name: 'symbol as argument',
    code: 'return await callTool("echo", { s: Symbol("x") })',
    ends: 'SERIALIZATION_ERROR',
  },
  {
    name: 'too large a result',
    code: 'return "x".repeat(3000000)',
    ends: 'RESULT_TOO_LARGE',
    options: { maxResultBytes: MB },
  },
  {
    name: 'too much console output',
    code: 'for (let i = 0; i < 50; i++) console.log("x".repeat(50000)); return 1',
    ends: 'OUTPUT_LIMIT_EXCEEDED',
  },
  {
    name: 'too many console calls',
    code: 'for (let i = 0; i < 2000; i++) console.log(i); return 1',
    ends: 'MAX_CONSOLE_CALLS',
  },
  {
    name: 'array bomb',
    code: 'const a = []; while (a.length >= 0) a.push(new Array(10000).fill(1)); return a.length',
    ends: 'MEMORY_LIMIT_EXCEEDED',
    options: small,
    tiers: processOnly,
  },
  {
    name: 'string bomb',
    code: 'const a = []; let s = "x".repeat(100000); while (s) { a.push(s.split("")); } return a.length',
    ends: 'MEMORY_LIMIT_EXCEEDED',
    options: small,
    tiers: processOnly,
  },
  {
    name: 'Map bomb',
    code: 'const m = new Map(); let i = 0; while (i >= 0) m.set(i++, { i }); return m.size',
    ends: 'MEMORY_LIMIT_EXCEEDED',
    options: small,
    tiers: processOnly,
  },
  {
    name: 'ArrayBuffer bomb',
    code: 'const a = []; while (a.length >= 0) a.push(new Uint8Array(4000000).fill(1)); return a.length',
    ends: 'MEMORY_LIMIT_EXCEEDED',
    options: small,
    tiers: processOnly,
  },
];

const tools: Record<string, (args: unknown) => unknown> = {
  echo: (args) => args,
  never: () => new Promise(() => {}),
  fail: () => {
    throw new Error('tool said no');
  },
};
const toolHandler = (name: string, args: unknown) => tools[name]?.(args);

const cases = ENDS.flatMap((end) => (end.tiers ?? TIERS).map((tier) => ({ ...end, tier })));

test.for(cases)('$name ends in its code: $tier tier', async ({ code, ends, options, tier }) => {
  await using enclave = new Enclave({
    securityLevel: 'STANDARD',
    isolation: tier,
    toolHandler,
    timeout: PLENTY,
    ...options,
  } as ConstructorParameters<typeof Enclave>[0]);
  const result = await enclave.run(code);
  expect([ends].flat()).toContain(result.success ? 'OK' : result.error.code);
  const next = await enclave.run('return 6 * 7');
  expect(next.success && next.value).toBe(42);
});

test.for(TIERS.map((tier) => ({ tier })))('an aborted signal ends the run: $tier tier', async ({ tier }) => {
  await using enclave = new Enclave({ isolation: tier, toolHandler } as ConstructorParameters<typeof Enclave>[0]);
  const abort = new AbortController();
  const run = enclave.run('return await callTool("never", {})', { signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  const result = await run;
  expect(result.success ? 'OK' : result.error.code).toBe('ABORTED');
});

test('an uncaught tool failure names the tool, and a thrown error its line and column', async () => {
  await using enclave = new Enclave({ toolHandler } as ConstructorParameters<typeof Enclave>[0]);
  const failed = await enclave.run('await callTool("fail", {})');
  expect(failed).toMatchObject({
    success: false,
    error: { code: 'TOOL_ERROR', toolName: 'fail', message: 'tool said no' },
  });
  const thrown = await enclave.run('const a = 1;\n  throw new Error("x");');
  expect(thrown).toMatchObject({
    success: false,
    error: { code: 'EXECUTION_ERROR', message: 'x', location: { line: 2, column: 9 } },
  });
});

test('a value that cannot cross is named by its path', async () => {
  await using enclave = new Enclave({ toolHandler } as ConstructorParameters<typeof Enclave>[0]);
  const result = await enclave.run('return { items: [1, 2, { onClick: () => 1 }] }');
  expect(result.success ? '' : result.error.message).toContain('items[2].onClick');
});
