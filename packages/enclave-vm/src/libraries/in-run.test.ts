import { describe, expect, it } from 'vitest';
import { resolveLimits } from '../levels.ts';
import type { RunOptions } from '../runner.ts';
import { vmRunner } from '../runners/vm/vm-runner.ts';

const runner = vmRunner();

async function run(code: string, options: Partial<RunOptions> = {}): Promise<unknown> {
  const level = options.level ?? 'STANDARD';
  const outcome = await runner.run({ code }, { limits: resolveLimits(level), level, ...options });
  return outcome.success ? outcome.value : outcome.error;
}

/** Scripts as models write them, with what plain Node gives. */
const SCRIPTS: [title: string, code: string, value: unknown][] = [
  [
    'builds a query string and reads it back',
    `const url = new URL('/search', 'https://api.example.com');
    url.searchParams.set('q', 'red shoes & more');
    url.searchParams.append('page', 2);
    return { href: url.href, page: Number(new URL(url.href).searchParams.get('page')) };`,
    { href: 'https://api.example.com/search?q=red+shoes+%26+more&page=2', page: 2 },
  ],
  [
    'returns a URL as its text',
    "return { link: new URL('https://example.com/a b') };",
    { link: 'https://example.com/a%20b' },
  ],
  [
    'decides by the error of a bad URL',
    `const valid = (text) => { try { new URL(text); return true; } catch (e) { return e instanceof TypeError ? false : 'other'; } };
    return ['https://x.com', 'not a url', 'mailto:a@b.c'].map(valid);`,
    [true, false, true],
  ],
  [
    'reports why an address is bad',
    `try { new URL('http//broken'); } catch (err) { return { message: err.message, ...err, text: String(err) }; }`,
    { message: 'Invalid URL', code: 'ERR_INVALID_URL', input: 'http//broken', text: 'TypeError: Invalid URL' },
  ],
  [
    'groups log lines by host',
    `const lines = ['https://a.com/1', 'http://b.com/2', 'https://a.com/3'];
    return Object.fromEntries(Map.groupBy(lines, (line) => new URL(line).hostname).entries().map(([host, list]) => [host, list.length]));`,
    { 'a.com': 2, 'b.com': 1 },
  ],
  [
    'encodes UTF-8 text as base64',
    `const bytes = new TextEncoder().encode('Zoë ✓');
    const base64 = btoa(String.fromCharCode(...bytes));
    return [base64, new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)))];`,
    ['Wm/DqyDinJM=', 'Zoë ✓'],
  ],
  [
    'reads the claims of a JWT',
    `const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiIsImFkbWluIjp0cnVlfQ.';
    return JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));`,
    { sub: '42', admin: true },
  ],
  [
    'copies state before it changes it',
    `const before = { when: new Date(0), tags: new Set(['a']), nested: { list: [1, 2] } };
    const after = structuredClone(before);
    after.nested.list.push(3); after.tags.add('b');
    return [before.nested.list.length, [...before.tags], after.when instanceof Date, after.when.toISOString()];`,
    [2, ['a'], true, '1970-01-01T00:00:00.000Z'],
  ],
  [
    'tells why something cannot be copied',
    `try { structuredClone({ run() {} }); } catch (error) { return [error.name, error.code, error instanceof DOMException, error instanceof Error]; }`,
    ['DataCloneError', 25, true, true],
  ],
  [
    'defers work to a microtask',
    `const order = ['start'];
    queueMicrotask(() => order.push('micro'));
    await null; await null;
    return order.concat('end');`,
    ['start', 'micro', 'end'],
  ],
  [
    'uses what is new in the language',
    `const { promise, resolve } = Promise.withResolvers();
    resolve(new Set([1, 2]).union(new Set([3])));
    const all = [...(await promise)];
    const doubled = all.values().map((x) => x * 2).filter((x) => x > 2).toArray();
    const seen = await Array.fromAsync(doubled, async (x) => x + 1);
    return { seen, escaped: RegExp.escape('1+1'), sum: Math.sumPrecise([0.1, 0.2]), hex: new Uint8Array([255]).toHex(), tried: await Promise.try(() => 'ok') };`,
    { seen: [5, 7], escaped: '\\x31\\+1', sum: 0.30000000000000004, hex: 'ff', tried: 'ok' },
  ],
];

describe('libraries in a run', () => {
  it.each(SCRIPTS)('a script %s', async (_title, code, value) => {
    for (const level of ['SECURE', 'STANDARD', 'PERMISSIVE'] as const)
      expect(await run(code, { level })).toEqual(value);
  });

  it('are there when timing APIs are not', async () => {
    const code = 'return [structuredClone(new Date(5)) instanceof Date, +structuredClone(new Date(5))];';
    expect(await run(code, { blockTimingAPIs: true })).toEqual([true, 5]);
  });

  it('leave a script of STRICT without the web platform', async () => {
    expect(await run("return typeof globalThis['URL'];", { level: 'STRICT' })).toBe('undefined');
  });

  it('give way to a global of the same name that the host gives', async () => {
    const globals = { atob: (text: string) => `host ${text}`, URL: 'https://mine.example', structuredClone: 1 };
    expect(await run("return [await atob('x'), URL, structuredClone, btoa('x')];", { globals })).toEqual([
      'host x',
      'https://mine.example',
      1,
      'eA==',
    ]);
  });

  it('end the run with an error of theirs that nobody caught', async () => {
    expect(await run("atob('*');")).toMatchObject({ code: 'EXECUTION_ERROR', name: 'InvalidCharacterError' });
    expect(await run("new URL('nonsense');")).toMatchObject({ name: 'TypeError', message: 'Invalid URL' });
  });

  it('treat what a microtask throws as a rejection that nobody handled', async () => {
    const wait = 'await null; await null; await null; return 1;';
    const thrown = await run(`queueMicrotask(() => { throw new RangeError('late'); }); ${wait}`);
    expect(thrown).toEqual(await run(`Promise.reject(new RangeError('late')); ${wait}`));
  });
});
