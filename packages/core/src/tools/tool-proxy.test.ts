import { describe, expect, test } from 'vitest';
import { Enclave } from '../enclave.ts';
import { EnclaveOptionError } from '../options/option-error.ts';
import type { EnclaveOptions } from '../options/types.ts';

const tools = {
  'users:list': {
    description: 'Users of the workspace.',
    input: { type: 'object', properties: { limit: { type: 'integer' } } },
    output: { type: 'array', items: { type: 'string' } },
    handler: ({ limit = 3 }) => ['Ada', 'Grace', 'Edsger'].slice(0, limit),
  },
  'users:get': {
    input: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
    handler: ({ id }: { id: number }) => `user ${id}`,
  },
  ping: { handler: () => 'pong' },
  'mail:send-now': { handler: () => null },
} as const;

async function run(code: string, options: EnclaveOptions = {}) {
  await using enclave = new Enclave({ tools, toolProxy: true, isolation: 'vm', ...options } as EnclaveOptions);
  return await enclave.run(code);
}

describe('tools as members', () => {
  test.each([
    ['return await tools.users.list({ limit: 1 });', ['Ada']],
    ['return await users.list({ limit: 1 });', ['Ada']],
    ['return [await tools.ping(), await callTool("ping")];', ['pong', 'pong']],
    ['return await Promise.all([1, 2].map((id) => users.get({ id })));', ['user 1', 'user 2']],
    ['const page: string[] = await tools\n  .users\n  .list({ limit: 2 });\nreturn page.length;', 2],
    ['const users = { list: () => 1 };\nreturn users.list();', 1],
    ['namespace users { export const list = () => 1; }\nreturn users.list();', 1],
    ['return await tools.mail["send-now"]();', null],
  ])('%s', async (code, value) => {
    for (const validate of [true, false]) expect(await run(code, { validate })).toMatchObject({ success: true, value });
  });

  test('an unknown one is refused where it stands, with the nearest', async () => {
    expect(await run('const a = 1;\nreturn await tools.users.lst();')).toMatchObject({
      error: {
        code: 'VALIDATION_ERROR',
        message: 'There is no tool users.lst.',
        hint: 'Did you mean tools.users.list(...)?',
        location: { line: 2, column: 14 },
      },
    });
    expect(await run('return ids(tools);')).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
  });

  test('the rules for tool calls hold, at the place that the author wrote', async () => {
    expect(await run('const a = 1;\nconst list = [a, tools.users.list().length];\nreturn list;')).toMatchObject({
      success: true,
      warnings: [{ ruleId: 'no-floating-tool-call', location: { start: { line: 2, column: 18 } } }],
    });
    expect(await run('if (Date) { users.list(); }\nreturn 1;')).toMatchObject({
      warnings: [{ ruleId: 'no-floating-tool-call', location: { start: { line: 1, column: 13 } } }],
    });
    expect(await run('return [1, await users.get(1, 2)];')).toMatchObject({
      success: false,
      warnings: [{ ruleId: 'tool-call-arguments', location: { start: { line: 1 } } }],
    });
  });

  test('an error of a tool says where it was called and how it is written', async () => {
    const result = await run('const a = 1;\nconst b = await tools.users.get({ id: "x" });\nreturn b;');
    expect(result).toMatchObject({
      error: {
        code: 'TOOL_ERROR',
        toolName: 'users:get',
        location: { line: 2 },
        toolSignature: 'tools.users.get(args: { id: number }): Promise<unknown>',
        message: expect.stringContaining('Signature: tools.users.get(args'),
      },
    });
  });

  test.each([
    ["if (!tools) await callTool('users:get', 1);\nreturn await tools.users.get({ id: 'x' });", 2, 26],
    ["const list = [\n  tools['users'].get({ id: 'x' }),\n];\nreturn await Promise.all(list);", 2, 18],
    ["const user = users.get({ id: 'x' });\nconst a = 1;\nreturn await user;", 1, 20],
  ])('%s: the call is found, in whatever form', async (code, line, column) => {
    const source = code.replace('!tools', 'Date.now() < 0');
    expect(await run(source)).toMatchObject({ error: { code: 'TOOL_ERROR', location: { line, column } } });
  });

  test('policies hold for members, too', async () => {
    expect(await run('return await tools.users.get({ id: 1 });', { denyTools: ['*:get'] })).toMatchObject({
      error: { code: 'VALIDATION_ERROR', message: 'There is no tool users.get.' },
    });
  });

  test('a global of the host goes before a group of tools', async () => {
    const globals = { users: ['Barbara'] };
    expect(await run('return [users[0], (await tools.users.list())[0]];', { globals })).toMatchObject({
      value: ['Barbara', 'Ada'],
    });
  });

  test('the model is shown that form, with the same types', async () => {
    await using enclave = new Enclave({ tools, toolProxy: true } as EnclaveOptions);
    const { text } = enclave.describe();
    expect(text).toContain(`declare const tools: {
  users: {
    /** Users of the workspace. */
    list(args?: { limit?: number }): Promise<string[]>;
    get(args: { id: number }): Promise<unknown>;
  };
  ping(args?: unknown): Promise<unknown>;
  mail: {
    "send-now"(args?: unknown): Promise<unknown>;
  };
};`);
    expect(text).toContain('through `await tools.users.list(args)`');
    expect(text).not.toContain('callTool');
    const example = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    expect(await run(example)).toMatchObject({ success: true });
  });

  test.each<[string, EnclaveOptions]>([
    ['no tools', { toolProxy: true, toolHandler: () => 1 }],
    ['tools that are written alike', { toolProxy: true, tools: { 'a:b': tools.ping, 'a.b': tools.ping } }],
    ['a global in the way', { toolProxy: true, tools: { ping: tools.ping }, globals: { tools: 1 } }],
  ])('it cannot be had with %s', (_what, options) => {
    expect(() => new Enclave(options)).toThrow(EnclaveOptionError);
  });

  test('nor with a global of one run in the way', async () => {
    await using enclave = new Enclave({ tools, toolProxy: true } as EnclaveOptions);
    await expect(enclave.run('return 1', { globals: { tools: 1 } })).rejects.toThrow('the global `tools`');
  });
});
