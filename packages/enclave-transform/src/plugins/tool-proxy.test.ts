import { describe, expect, test } from 'vitest';
import { transform } from '../transform.ts';
import { positions } from './positions.ts';
import { stripTypes } from './strip-types.ts';
import { toolProxy } from './tool-proxy.ts';

const tools = ['users:list', 'users:get', 'billing.rates', 'ping'];
const proxied = (source: string): string => transform(source, { plugins: [toolProxy({ tools })] }).code;

describe('toolProxy', () => {
  test.each([
    ['await tools.users.list({ limit: 10 })', 'await callTool("users:list",{ limit: 10 })'],
    ['await users.list()', 'await callTool("users:list")'],
    ['billing["rates"](a, b)', 'callTool("billing.rates",a, b)'],
    ['tools.ping( /* nothing */ )', 'callTool( /* nothing */ "ping")'],
    ['tools.users.get(await users.list())', 'callTool("users:get",await callTool("users:list"))'],
  ])('%s', (source, expected) => {
    expect(proxied(source)).toBe(expected);
  });

  test.each([
    ['a name of the program', 'const users = { list: () => 1 }; users.list()'],
    ['a parameter', '((users) => users.list())({})'],
    ['a member that is not called', 'report.users.list'],
    ['an object that no tool is named after', 'orders.list()'],
  ])('leaves %s alone', (_what, source) => {
    expect(proxied(source)).toBe(source);
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
  });
});
