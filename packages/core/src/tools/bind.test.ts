import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { bindTools } from './bind.ts';
import type { ToolDefinitions, ToolHandler } from './definition.ts';
import { createToolRegistry, type ToolPolicy } from './registry.ts';

const signal = new AbortController().signal;

function bind(definitions: ToolDefinitions, policy?: ToolPolicy, toolHandler?: ToolHandler) {
  const call = bindTools(createToolRegistry(definitions, policy), toolHandler, 'run-1');
  return (name: string, args?: unknown) => call({ id: 'call-1', name, args, signal });
}

const users = {
  'users:list': {
    input: z.object({ limit: z.number().max(50).default(10) }),
    output: z.array(z.object({ id: z.string() })),
    handler: ({ limit }: { limit: number }) => Array.from({ length: limit }, (_, i) => ({ id: `u_${i}` })),
  },
};

describe('a defined tool', () => {
  test('gets its arguments as the schema gives them back, and what it is to know of the call', async () => {
    const handler = vi.fn(() => 'done');
    await bind({ t: { input: z.object({ n: z.coerce.number() }), handler } })('t', { n: '4' });
    expect(handler).toHaveBeenCalledWith({ n: 4 }, { signal, callId: 'call-1', runId: 'run-1', toolName: 't' });
  });

  test('takes absent arguments for an empty object', async () => {
    await expect(bind(users)('users:list')).resolves.toHaveLength(10);
  });

  test('is not run with arguments that do not fit; the message has path, expectation and signature', async () => {
    const handler = vi.fn();
    const call = bind({ 'users:list': { ...users['users:list'], handler } });
    await expect(call('users:list', { limit: 'ten' })).rejects.toMatchObject({
      name: 'ToolInputError',
      code: 'INVALID_TOOL_INPUT',
      message:
        `The arguments of tool "users:list" do not fit: at "limit": Invalid input: expected number, received string. ` +
        `Signature: callTool(name: 'users:list', args?: { limit?: number }): Promise<{ id: string }[]>`,
    });
    expect(handler).not.toHaveBeenCalled();
  });

  test('that answers against its own output schema is reported as such', async () => {
    const call = bind({
      t: { output: z.array(z.object({ id: z.string() })), handler: () => [{ id: 'a' }, { id: 2 }] },
    });
    await expect(call('t')).rejects.toMatchObject({
      code: 'INVALID_TOOL_OUTPUT',
      message: expect.stringContaining('at "[1].id": Invalid input: expected string, received number'),
    });
  });

  test('may be described by JSON Schema', async () => {
    const input = {
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
      additionalProperties: false,
    };
    const call = bind({ t: { input, handler: (args: { id: string }) => args.id } });
    await expect(call('t', { id: 'u_1' })).resolves.toBe('u_1');
    await expect(call('t', { id: 7 })).rejects.toThrow(/at "id": Instance type "number" is invalid. Expected "string"/);
    await expect(call('t', {})).rejects.toThrow(/does not have required property "id"/);
  });

  test('may be described by valibot', async () => {
    const call = bind({ t: { input: v.object({ ids: v.array(v.string()) }), handler: (args) => args } });
    await expect(call('t', { ids: ['a', 1] })).rejects.toThrow(
      'at "ids[1]": Invalid type: Expected string but received 1',
    );
  });

  test('that takes longer than its timeout is told to stop', async () => {
    let seen: AbortSignal | undefined;
    const handler = (_args: unknown, context: { signal: AbortSignal }) => {
      seen = context.signal;
      return new Promise(() => {});
    };
    await expect(bind({ slow: { timeout: 5, handler } })('slow')).rejects.toMatchObject({
      code: 'TOOL_TIMEOUT',
      message: 'The tool "slow" did not answer within 5 ms.',
    });
    expect(seen?.aborted).toBe(true);
  });

  test('may be called maxCalls times', async () => {
    const call = bind({ once: { maxCalls: 1, handler: () => 1 } });
    await expect(call('once')).resolves.toBe(1);
    await expect(call('once')).rejects.toMatchObject({ code: 'TOOL_CALL_LIMIT' });
  });
});

describe('an undefined tool', () => {
  test('goes to the handler when there is one', async () => {
    const toolHandler = vi.fn(async () => 7);
    await expect(bind(users, {}, toolHandler)('crm:companies', { a: 1 })).resolves.toBe(7);
    expect(toolHandler).toHaveBeenCalledWith('crm:companies', { a: 1 }, expect.objectContaining({ callId: 'call-1' }));
  });

  test('is refused with a suggestion and the list', async () => {
    await expect(bind(users)('users.list')).rejects.toMatchObject({
      code: 'UNKNOWN_TOOL',
      message: 'There is no tool "users.list". Did you mean "users:list"? Available tools: users:list.',
    });
    await expect(bind({})('x')).rejects.toThrow('There is no tool "x". There are no tools.');
  });

  test('of endless name is refused before the name is looked at', async () => {
    const name = 'a:'.repeat(500_000);
    const call = bind(users, { allow: ['*:*:*:*:*!'] });
    await expect(call(name)).rejects.toThrow('There is no tool with a name of 1000000 characters.');
  });

  test('called like a property of every object is no tool', async () => {
    await expect(bind(users)('constructor')).rejects.toMatchObject({ code: 'UNKNOWN_TOOL' });
    await expect(bind(users)('__proto__')).rejects.toMatchObject({ code: 'UNKNOWN_TOOL' });
  });
});

describe('policy', () => {
  const handler: ToolHandler = async (name) => name;

  test('allow is a list of patterns for the whole name', async () => {
    const call = bind({}, { allow: ['users:*', 'crm:company'] }, handler);
    await expect(call('users:list')).resolves.toBe('users:list');
    await expect(call('crm:company')).resolves.toBe('crm:company');
    await expect(call('crm:companyX')).rejects.toMatchObject({ code: 'TOOL_DENIED' });
    await expect(call('admin:users:list')).rejects.toMatchObject({ code: 'TOOL_DENIED' });
    await expect(call('crm:compan\ny')).rejects.toMatchObject({ code: 'TOOL_DENIED' });
  });

  test('patterns with many stars take no time on a name made for them', async () => {
    const call = bind({}, { allow: ['get*', `list${'*U*s*e*'.repeat(5)}end`] }, handler);
    await expect(call(`list${'Us'.repeat(120)}!`)).rejects.toMatchObject({ code: 'TOOL_DENIED' });
  });

  test('deny wins over allow', async () => {
    const call = bind({}, { allow: ['*'], deny: ['*:delete'] }, handler);
    await expect(call('users:delete')).rejects.toMatchObject({ code: 'TOOL_DENIED' });
    await expect(call('users:get')).resolves.toBe('users:get');
  });

  test('a denied tool is not named in the list of available ones', async () => {
    const call = bind({ ...users, 'users:delete': { handler: () => 1 } }, { deny: ['users:delete'] });
    await expect(call('users:lst')).rejects.toThrow(/Available tools: users:list\.$/);
  });
});
