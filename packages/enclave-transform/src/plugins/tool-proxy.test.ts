import { describe, expect, test } from 'vitest';
import { transform } from '../transform.ts';
import { positions } from './positions.ts';
import { stripTypes } from './strip-types.ts';
import { toolProxy, toolProxyNames } from './tool-proxy.ts';

const tools = ['users:list', 'users:get', 'billing.rates', 'ping'];
const proxied = (source: string): string => transform(source, { plugins: [toolProxy({ tools })] }).code;

describe('toolProxy', () => {
  test.each([
    ['await tools.users.list({ limit: 10 })', 'await callTool("users:list",{ limit: 10 })'],
    ['await users.list()', 'await callTool("users:list")'],
    ['billing["rates"](a, b)', 'callTool("billing.rates",a, b)'],
    ['tools.ping( /* nothing */ )', 'callTool( /* nothing */ "ping")'],
    ['tools.users.get((a, b))', 'callTool("users:get",(a, b))'],
    ['tools.users.get((({ id: 1 })), c)', 'callTool("users:get",(({ id: 1 })), c)'],
    ['tools.users.get(...(a))', 'callTool("users:get",...(a))'],
    ['tools.users.get(await users.list())', 'callTool("users:get",await callTool("users:list"))'],
  ])('%s', (source, expected) => {
    expect(proxied(source)).toBe(expected);
  });

  test.each([
    ['a name of the program', 'const users = { list: () => 1 }; users.list()'],
    ['a parameter', '((users) => users.list())({})'],
    ['a member that is not called', 'report.users.list'],
    ['a property of that name', 'const { users: list, tools: { length } } = { users: [], tools: [] }; list.tools'],
    ['a label of that name', 'users: for (;;) break users;'],
    ['an object that no tool is named after', 'orders.list()'],
  ])('leaves %s alone', (_what, source) => {
    expect(proxied(source)).toBe(source);
  });

  test.each([
    ['the object itself', 'return tools'],
    ['a group', 'const { list } = users'],
    ['a shorthand', 'return { users }'],
    ['a tool as a value', 'ids.map(tools.users.get)'],
    ['a member by a computed name', 'tools[name]()'],
    ['a call that may be none', 'tools?.users.list()'],
    ['an assignment', 'tools.users = null'],
  ])('%s is refused: there is no such object', (_what, source) => {
    expect(() => proxied(source)).toThrow(/is no object/);
  });

  test.each([
    '(tools as any).users.list()',
    'tools.users!.list()',
    '(<any>users).list()',
    '(users satisfies any).list()',
  ])('%s is refused: a cast makes no object', (source) => {
    expect(() => transform(source, { plugins: [toolProxy({ tools }), stripTypes()] })).toThrow(/is no object/);
  });

  test('a type of that name is left alone', () => {
    const source = 'interface users { a: tools } let x: users | tools.users; let y: typeof users;';
    expect(transform(source, { plugins: [toolProxy({ tools })] }).code).toBe(source);
  });

  test('names of the host are left alone', () => {
    const source = 'users.map(String); return tools.users.get(users.list)';
    const { code } = transform(source, { plugins: [toolProxy({ tools, except: ['users'] })] });
    expect(code).toBe('users.map(String); return callTool("users:get",users.list)');
    expect(toolProxyNames({ tools, except: ['users'] })).toEqual(['tools', 'billing']);
  });

  test('two tools that would be called alike are refused', () => {
    expect(() => toolProxy({ tools: ['a:b', 'a.b'] })).toThrow('"a:b" and "a.b" would both be called as a.b().');
  });

  test('a place of the code leads back to the source', () => {
    const source = 'const a = 1;\nreturn [await tools.users.get(a), b];';
    const { code, locateInSource } = transform(source, { plugins: [toolProxy({ tools })] });
    const column = (code.split('\n')[1] ?? '').indexOf('b]') + 1;
    expect(locateInSource({ line: 2, column })).toEqual({ line: 2, column: 35 });
    expect(locateInSource({ line: 2, column: 15 })).toEqual({ line: 2, column: 15 });
    expect(locateInSource({ line: 1, column: 7 })).toEqual({ line: 1, column: 7 });
  });

  test('an unknown member is refused with the nearest that there is', () => {
    let error: unknown;
    try {
      proxied('\nawait tools.users.lst()');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      code: 'UNKNOWN_TOOL',
      hint: 'Did you mean tools.users.list(...)?',
      location: { line: 2, column: 7 },
      plugin: 'tool-proxy',
    });
  });

  test('goes together with types and positions', () => {
    const source = 'const page = await tools\n  .users\n  .list<Page>({ limit: f(1) } as Args);';
    const plugins = [stripTypes(), toolProxy({ tools }), positions()];
    expect(transform(source, { plugins }).code).toContain('callTool      ("users:list",');
    expect(transform("await tools['users']\n ['list']();", { plugins }).code).toContain('callTool("users:list")');
  });
});
