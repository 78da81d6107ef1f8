import { createHook } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Enclave } from './enclave.ts';
import type { RunEvent } from './events.ts';
import { formatForModel } from './model/format-for-model.ts';
import { EnclaveOptionError } from './options/option-error.ts';
import type { EnclaveOptions } from './options/types.ts';
import type { ExecutionFailure } from './result.ts';
import { runAgentScript } from './run-agent-script.ts';
import { childProcesses } from './testing/children.ts';

const made: Enclave[] = [];
function make(options: EnclaveOptions = {}): Enclave {
  const enclave = new Enclave({ isolation: 'vm', timeout: 3000, ...options });
  made.push(enclave);
  return enclave;
}
afterAll(() => Promise.all(made.map((enclave) => enclave.dispose())));

describe('options', () => {
  test('a wrong option throws at once', () => {
    expect(() => make({ timeuot: 5 } as EnclaveOptions)).toThrow('Did you mean "timeout"?');
    expect(() => make({ globals: { callTool: 1 } })).toThrow('"callTool" is taken');
  });

  test('a global that is no data rejects', async () => {
    const running = make().run('return 1', { globals: { list: [Symbol('a')] } });
    await expect(running).rejects.toThrow('enclave.run(): a script cannot be given globals.list[0]: it is a symbol.');
    await expect(running).rejects.toMatchObject({ name: 'EnclaveOptionError', options: ['globals.list[0]'] });
  });

  test('a rule that does not exist, or is not made as rules are, throws at once', () => {
    expect(() => make({ rules: { 'no-evl': 'off' } })).toThrow('new Enclave(): Unknown rule "no-evl"');
    expect(() => make({ rules: { 'no-dynamic-code': 'of' as never } })).toThrow(EnclaveOptionError);
  });

  test('a transform that is no plugin is a mistake of the host', async () => {
    const enclave = make({ transforms: [async () => ({ visitor: {} })] as never });
    await expect(enclave.run('return 1')).rejects.toThrow(EnclaveOptionError);
    expect(() => enclave.check('return 1')).toThrow('Option "transforms": custom transform 1');
  });

  test('every method checks its options', async () => {
    const enclave = make();
    await expect(enclave.run('return 1', null as never)).rejects.toThrow('expects an object of options, not null');
    expect(() => enclave.describe({ form: 'shrt' as never })).toThrow("Did you mean 'short'?");
    expect(() => enclave.dispose({ drian: true } as never)).toThrow('Did you mean "drain"?');
    const result = await enclave.run('return 1');
    expect(() => formatForModel(result, { maxValueChars: -1 })).toThrow('must be at least 0, not -1');
  });

  test('a wrong run option, or no script, rejects', async () => {
    await expect(make().run('return 1', { signl: 1 } as never)).rejects.toThrow('Did you mean "signal"?');
    await expect(make().run(undefined as never)).rejects.toThrow('expects the script as a string, not undefined');
  });

  test('limits are those of the level, and over them those of the options', () => {
    const enclave = make({ securityLevel: 'STRICT', timeout: undefined, maxIterations: 7 });
    expect(enclave.limits).toMatchObject({ timeout: 5000, maxIterations: 7, maxToolCalls: 10 });
    expect([enclave.securityLevel, enclave.isolation]).toEqual(['STRICT', 'vm']);
  });

  test('isolation is by level', () => {
    const standard = new Enclave();
    const permissive = new Enclave({ securityLevel: 'PERMISSIVE' });
    expect([standard.isolation, permissive.isolation]).toEqual(['process', 'vm']);
    return Promise.all([standard.dispose(), permissive.dispose()]);
  });
});

test('many runs at a time are nothing to warn of', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  await using enclave = new Enclave({ maxConcurrentRuns: 1 });
  await Promise.all(Array.from({ length: 20 }, () => enclave.run('return 1')));
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

describe('where the vm tier cannot hold in this process', () => {
  const openBefore = make();
  const hook = createHook({ init() {} });
  beforeAll(() => void hook.enable());
  afterAll(() => void hook.disable());

  test('a level that has it by default takes the process tier', async () => {
    await using enclave = new Enclave({ securityLevel: 'PERMISSIVE' });
    expect(enclave.isolation).toBe('process');
    expect(await enclave.run('return 1')).toMatchObject({ value: 1 });
  });

  test('who asks for it is refused at once, with the reason', () => {
    const refused = expect(() => make());
    refused.toThrow(EnclaveOptionError);
    refused.toThrow(/^new Enclave\(\): isolation 'vm': Promise hooks are active .* use isolation 'process'\.$/);
  });

  test('an enclave from before runs nothing', async () => {
    expect(await openBefore.run('return 1')).toMatchObject({ error: { code: 'ISOLATION_UNAVAILABLE' } });
  });
});

describe('a run', () => {
  test('may have a handler of its own', async () => {
    const enclave = make({ toolHandler: () => 'instance' });
    const code = `return await callTool('x')`;
    expect(await enclave.run(code)).toMatchObject({ value: 'instance' });
    expect(await enclave.run(code, { toolHandler: () => 'run' })).toMatchObject({ value: 'run' });
  });

  test('without any tool says so', async () => {
    expect(await make().run(`return await callTool('users:list')`)).toMatchObject({
      success: false,
      error: {
        code: 'TOOL_ERROR',
        toolName: 'users:list',
        message: 'There is no tool "users:list". There are no tools.',
      },
    });
  });

  test('tells what validation warns of', async () => {
    const enclave = make({ toolHandler: () => 1 });
    const warned = await enclave.run(`callTool('email:send', {});\nreturn 1;`);
    expect(warned).toMatchObject({ value: 1, warnings: [{ ruleId: 'no-floating-tool-call', severity: 'warning' }] });
    expect(await enclave.run('return 1')).toMatchObject({ warnings: [] });
    expect(await enclave.run('return (')).toMatchObject({ warnings: [] });
  });

  test('names what is not iterable', async () => {
    const { error } = (await make().run('for (const x of { a: 1, b: 2 }) {}')) as ExecutionFailure;
    expect(error.message).toBe('An object literal is not iterable');
    expect(error.stack).toMatch(/^TypeError: An object literal is not iterable\n/);
  });

  test('shares its id with its handlers and its events', async () => {
    const ids = new Set<string>();
    const toolHandler: EnclaveOptions['toolHandler'] = (_name, _args, { runId }) => ids.add(runId).size;
    const result = await make({ toolHandler }).run(`await callTool('a'); return await callTool('b')`);
    expect([...ids]).toEqual([result.runId]);
  });

  test('compiles a script once for all instances with equal settings', async () => {
    const code = `${'callTool; '.repeat(3000)} return 1;`;
    const first = await make().run(code);
    const second = await make().run(code);
    expect(second).toMatchObject({ success: true });
    expect(second.stats.compileTime).toBeLessThan(first.stats.compileTime);
  });
});

describe('tools', () => {
  const tools = {
    'users:list': {
      description: 'Lists users.',
      input: z.object({ limit: z.number().max(50).default(2) }),
      output: z.array(z.object({ id: z.string() })),
      idempotent: true,
      handler: ({ limit }: { limit: number }) => Array.from({ length: limit }, (_, i) => ({ id: `u_${i}` })),
    },
    'users:delete': { input: z.object({ id: z.string() }), handler: () => true },
  };

  test('are validated, and their receipts say whether they are idempotent', async () => {
    const result = await make({ tools }).run(
      `const users = await callTool('users:list'); await callTool('users:delete', users[0]); return users.length`,
    );
    expect(result).toMatchObject({
      success: true,
      value: 2,
      toolCalls: [
        { name: 'users:list', idempotent: true },
        { name: 'users:delete', idempotent: false },
      ],
    });
  });

  test('that are misused answer with path, expectation and signature', async () => {
    const result = await make({ tools }).run(`return await callTool('users:list', { limit: 'ten' })`);
    expect(result).toMatchObject({
      success: false,
      error: { code: 'TOOL_ERROR', name: 'ToolInputError', toolName: 'users:list', location: { line: 1 } },
    });
    const text = formatForModel(result);
    expect(text).toContain('at "limit": Invalid input: expected number, received string');
    expect(text).toContain(`callTool(name: 'users:list', args?: { limit?: number }): Promise<{ id: string }[]>`);
    expect(text).toContain('correct the script and run it again');
  });

  test('that do not exist are refused before anything runs, or at the call', async () => {
    const literal = await make({ tools }).run(`return await callTool('users.list')`);
    expect(formatForModel(literal)).toContain('Did you mean "users:list"?');
    const computed = await make({ tools }).run(`return await callTool(['users', 'lst'].join(':'))`);
    expect(formatForModel(computed)).toContain('Did you mean "users:list"?');
  });

  test('that may not be called are refused before anything runs, or at the call', async () => {
    const enclave = make({ toolHandler: (name) => name, allowTools: ['users:*'], denyTools: ['users:delete'] });
    expect(await enclave.run(`return await callTool('users:list')`)).toMatchObject({ value: 'users:list' });
    const literal = await enclave.run(`return await callTool('orders:list')`);
    expect(literal).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } });
    const computed = await enclave.run(`return await callTool(['users', 'delete'].join(':'))`);
    expect(computed).toMatchObject({ success: false, error: { code: 'TOOL_ERROR', name: 'ToolDeniedError' } });
  });

  test('of a name made to keep patterns busy are refused as fast as any', async () => {
    const enclave = make({ toolHandler: (name) => name, allowTools: ['get*', `list${'*U*s*e*'.repeat(3)}end`] });
    const result = await enclave.run(`return await callTool('list${'Us'.repeat(100)}!')`);
    expect(result).toMatchObject({ error: { code: 'TOOL_ERROR', name: 'ToolDeniedError' } });
  });

  test('that are too slow end with TOOL_TIMEOUT', async () => {
    const slow = { slow: { timeout: 20, handler: () => new Promise(() => {}) } };
    expect(await make({ tools: slow }).run(`return await callTool('slow')`)).toMatchObject({
      error: { code: 'TOOL_TIMEOUT', toolName: 'slow', name: 'ToolTimeoutError' },
    });
  });

  test('a forgotten await is told', async () => {
    const result = await make({ tools }).run(
      `const users = callTool('users:list');\nreturn users.map((user) => user.id);`,
    );
    expect(result).toMatchObject({ success: false, error: { hint: expect.stringContaining('await callTool') } });
  });
});

describe('globals', () => {
  test('are data and functions, of the instance and of the run', async () => {
    const rate = vi.fn(async (from: string) => (from === 'EUR' ? 2 : 1));
    const enclave = make({ globals: { customer: { id: 7, tags: ['a'] }, currency: 'USD' } });
    const result = await enclave.run('return [customer.id, customer.tags, currency, await bank.rate(currency)]', {
      globals: { currency: 'EUR', bank: { rate } },
    });
    expect(result).toMatchObject({ success: true, value: [7, ['a'], 'EUR', 2] });
    expect(rate).toHaveBeenCalledWith('EUR');
  });

  test('are known to the validator only where they are', async () => {
    const enclave = make();
    expect(await enclave.run('return customer', { globals: { customer: 1 } })).toMatchObject({ success: true });
    expect(await enclave.run('return customer')).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } });
  });

  test('are copies', async () => {
    const data = { list: [1] };
    await make({ globals: { data } }).run('try { data.list.push(2); data.extra = 1; } catch {}');
    expect(data).toEqual({ list: [1] });
  });

  test('are frozen unless told otherwise', async () => {
    const code = 'data.list.push(2); return data.list;';
    const globals = { data: { list: [1] } };
    expect(await make({ globals }).run(code)).toMatchObject({ success: false, error: { name: 'TypeError' } });
    expect(await make({ globals, freezeGlobals: false }).run(code)).toMatchObject({ success: true, value: [1, 2] });
  });
});

describe('events', () => {
  test('come in order, to both listeners', async () => {
    const all: RunEvent[] = [];
    const own: RunEvent[] = [];
    const enclave = make({ toolHandler: () => 1, onEvent: (event) => all.push(event) });
    const result = await enclave.run(`console.log('hi'); await callTool('x'); return 1`, {
      onEvent: (e) => own.push(e),
    });
    expect(all.map(({ type }) => type)).toEqual(['started', 'console', 'tool-call', 'tool-settled', 'finished']);
    expect(own).toEqual(all);
    expect(all.at(-1)).toEqual({ type: 'finished', runId: result.runId, result });
  });

  test('can be read as a stream', async () => {
    const stream = make({ toolHandler: () => 1 }).stream<number>(`await callTool('x'); return 1`);
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toEqual(['started', 'tool-call', 'tool-settled', 'finished']);
    expect(await stream.result).toMatchObject({ success: true, value: 1 });
  });

  test('a refused script has a start and an end', async () => {
    const types: string[] = [];
    await make().run('return (', { onEvent: ({ type }) => types.push(type) });
    expect(types).toEqual(['started', 'finished']);
  });
});

describe('check', () => {
  test('gives the verdict without running', () => {
    const toolHandler = vi.fn();
    const enclave = make({ toolHandler });
    expect(enclave.check('const n: number = 1; return n')).toEqual({
      valid: true,
      issues: [],
      language: 'ts',
      repairs: [],
    });
    expect(enclave.check('return eval("1")')).toMatchObject({
      valid: false,
      issues: [{ ruleId: 'no-dynamic-code' }],
      error: { code: 'VALIDATION_ERROR', codeFrame: expect.stringContaining('> 1 | return eval("1")') },
    });
    expect(toolHandler).not.toHaveBeenCalled();
  });
});

describe('repair', () => {
  test('takes code out of its fence, and keeps the lines of the answer', async () => {
    const answer = 'Here you are:\n\n```js\nconst a = 1;\nthrow new Error("x");\n```\nDone.';
    expect(await make().run(answer)).toMatchObject({
      success: false,
      error: { code: 'EXECUTION_ERROR', location: { line: 5, column: 7 } },
      repairs: [{ kind: expect.stringContaining('fence') }],
    });
  });

  test.each([
    ['export default async () => 5;', 'export-default'],
    ['export default async function main() {\n  return 5;\n}', 'export-default'],
    ['async function main() {\n  return 5;\n}', 'called-main'],
    ['async function main() {\n  return 5;\n}\nawait main();', 'returned-main'],
    ['async function main() {\n  return 5;\n}\nmain();', 'returned-main'],
    ['(async () => {\n  return 5;\n})();', 'returned-main'],
    ['const run = async () => 5;\nrun().catch(console.error);', 'returned-main'],
    ['async () => 5', 'called-main'],
  ])('%j gives its value', async (code, kind) => {
    const result = await make().run(code);
    expect(result).toMatchObject({ success: true, value: 5 });
    expect(result.repairs.map((repair) => repair.kind)).toContain(kind);
    // What was put right is told once.
    expect(result.warnings).toEqual([]);
  });

  test('takes a last expression for the value when asked', async () => {
    const code = 'const list = [1, 2];\nlist.map((n) => n * 2);';
    expect(await make({ returnLastExpression: true }).run(code)).toMatchObject({ success: true, value: [2, 4] });
    expect(await make().run(code)).toMatchObject({ success: true, value: undefined });
  });

  test('never makes a script of a module, nor a value of a last expression', async () => {
    expect(await make().run("export { a } from 'a';\nreturn 1;")).toMatchObject({
      error: { code: 'VALIDATION_ERROR' },
    });
    expect(await make().run('1 + 1;')).toMatchObject({ success: true, value: undefined, repairs: [] });
  });

  test('can be switched off', async () => {
    expect(await make({ repair: false }).run('Here it is:\n```js\nreturn 1;\n```')).toMatchObject({
      success: false,
      error: { code: 'VALIDATION_ERROR' },
    });
  });
});

describe('dispose', () => {
  test('ends what is running with RUNNER_DISPOSED, and is final', async () => {
    const enclave = make({ toolHandler: () => new Promise(() => {}) });
    const running = enclave.run(`await callTool('never')`, {
      onEvent: ({ type }) => {
        if (type === 'tool-call') enclave.dispose();
      },
    });
    expect(await running).toMatchObject({ success: false, error: { code: 'RUNNER_DISPOSED' } });
    await expect(enclave.run('return 1')).rejects.toThrow('disposed');
    expect(() => enclave.describe()).toThrow('disposed');
    expect(() => enclave.check('')).toThrow('disposed');
    expect(enclave.dispose()).toBe(enclave.dispose());
  });

  test('can let the running come to their end', async () => {
    const enclave = make({ toolHandler: () => 7 });
    const running = enclave.run(`return await callTool('x')`);
    await enclave.dispose({ drain: true });
    expect(await running).toMatchObject({ success: true, value: 7 });
  });

  test('counts a run as running from its first event on', async () => {
    const enclave: Enclave = make({
      onEvent: ({ type }) => {
        if (type === 'started') enclave.dispose({ drain: true });
      },
    });
    expect(await enclave.run('return 7')).toMatchObject({ success: true, value: 7 });
    await enclave.dispose();
  });

  test('of one instance leaves the pool to the others', async () => {
    const options: EnclaveOptions = { isolation: 'process' };
    const [one, other] = [make(options), make(options)];
    await one.run('return 1');
    await one.dispose();
    expect(await other.run('return 2')).toMatchObject({ success: true, value: 2 });
    await other.dispose();
    const later = make(options);
    expect(await later.run('return 3')).toMatchObject({ success: true, value: 3 });
  });

  test('leaves no process of a pool that was started ahead', async () => {
    const before = childProcesses();
    const enclave = make({ isolation: 'process', prewarm: true, maxConcurrentRuns: 1 });
    const started = childProcesses().filter((pid) => !before.includes(pid));
    expect(started).toHaveLength(1);
    expect(await enclave.run('return 1')).toMatchObject({ success: true });
    await enclave.dispose();
    expect(childProcesses().filter((pid) => !before.includes(pid))).toEqual([]);
  });

  test('works by `await using`', async () => {
    let kept: Enclave;
    {
      await using enclave = make();
      kept = enclave;
      await enclave.run('return 1');
    }
    await expect(kept.run('return 1')).rejects.toThrow('disposed');
  });
});

test('one script alone', async () => {
  const toolHandler: EnclaveOptions['toolHandler'] = async () => 20;
  expect(
    await runAgentScript<number>(`return 1 + await callTool('x')`, { isolation: 'vm', toolHandler }),
  ).toMatchObject({
    success: true,
    value: 21,
  });
  const signal = AbortSignal.abort();
  expect(await runAgentScript('return 1', { isolation: 'vm', signal })).toMatchObject({ error: { code: 'ABORTED' } });
});
