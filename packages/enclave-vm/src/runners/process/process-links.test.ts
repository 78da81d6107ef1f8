import { afterAll, describe, expect, it } from 'vitest';
import { type GuestLink, type LinkBoot, LinkFault } from '../../bridge/link.ts';
import { processLinks } from './process-links.ts';
import { runnerChildren } from './testing/process-tree.ts';

const MB = 1024 * 1024;

/** A kernel of the least kind: the guest's body gives a function, which then answers each input. */
const KERNEL = `'use strict';() => () => {
  let body, guest, input, output = '';
  const resolved = Promise.resolve();
  const process = async () => {
    try { guest ??= await body()(); output = String(await guest(input)); } catch (error) { output = 'threw ' + error; }
  };
  return (given) => {
    if (typeof given === 'function') { body = given; return; }
    if (given === undefined) { const said = output; output = 'nothing'; return said; }
    input = given.slice(1);
    resolved.then(process);
  };
}`;

const links = processLinks({ minProcesses: 1, maxProcesses: 2 });
afterAll(() => links.dispose());

function boot(code: string, memoryLimit = 64 * MB): LinkBoot {
  return { kernel: KERNEL, config: 'config', libraries: [], code, memoryLimit, maxOutput: 64e6 };
}

async function ask(code: string, input = '', timeLeft = 5_000, cpuLeft = Number.POSITIVE_INFINITY): Promise<string> {
  const link = await links.open(boot(code));
  try {
    return await link.exchange(`>${input}`, timeLeft, cpuLeft);
  } finally {
    await link.close();
  }
}

async function faultOf(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    (value) => value,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(LinkFault);
  return (error as LinkFault).kind;
}

describe('processLinks', () => {
  it('answers', async () => {
    expect(await ask('return async (input) => input + "!"', 'hello')).toBe('hello!');
  });

  it('carries large, odd and empty texts', async () => {
    for (const text of ['', '\ud800', '☃'.repeat(100_000), 'x'.repeat(5 * MB)]) {
      expect((await ask('return (input) => input', text)) === text).toBe(true);
    }
  });

  it('keeps a realm over several exchanges, and none over two runs', async () => {
    const code = 'return () => { globalThis.n = (globalThis.n ?? 0) + 1; return globalThis.n }';
    const link = await links.open(boot(code));
    expect(await link.exchange('>', 1_000, 1_000)).toBe('1');
    expect(await link.exchange('>', 1_000, 1_000)).toBe('2');
    await link.close();
    expect(await ask(code)).toBe('1');
  });

  it('says why a source is refused, and serves on', async () => {
    const link = await links.open(boot('return ]'));
    await expect(link.exchange('>', 1_000, 1_000)).rejects.toMatchObject({ kind: 'refused' });
    await link.close();
  });

  it('ends a loop on time', async () => {
    expect(await faultOf(ask('return () => { for (;;); }', '', 200))).toBe('timeout');
    expect(await faultOf(ask('return async () => { await 0; for (;;) await 0; }', '', 200))).toBe('timeout');
    expect(await faultOf(ask('return () => { for (;;); }', '', 5_000, 100))).toBe('cpu-timeout');
  });

  it.each([
    ['pushed arrays', 'const k = []; for (;;) k.push(new Array(1000).fill(1.5))'],
    ['a huge array', 'const k = []; for (;;) k.push(new Array(2 ** 25).fill(1.5))'],
    ['buffers off the heap', 'const k = []; for (;;) k.push(new Uint8Array(32 << 20).fill(1))'],
    ['small buffers', 'const k = []; for (;;) k.push(new Uint8Array(4096).fill(1))'],
    ['strings', 'let s = "x"; const k = []; for (;;) { s = s.length > 2e8 ? "x" : s + s; k.push(s.split("")) }'],
    ['a map', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i })'],
    ['a size beyond what V8 can index', 'const k = []; for (;;) k.push("x".padStart(2 ** 28).split(""))'],
  ])('ends %s with a memory fault', async (_name, code) => {
    expect(await faultOf(ask(`return () => { ${code} }`, '', 20_000))).toBe('memory');
  });

  it('blames a killed child on nobody but its own run', async () => {
    const one = await links.open(boot('return () => { for (;;); }'));
    const two = await links.open(boot('return (input) => input'));
    const lost = one.exchange('>', 5_000, 5_000);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const [busiest] = runnerChildren().sort((a, b) => b.cpuTicks - a.cpuTicks);
    process.kill(busiest?.pid as number, 'SIGKILL');
    expect(await faultOf(lost)).toBe('crashed');
    expect(await two.exchange('>still here', 1_000, 1_000)).toBe('still here');
    await Promise.all([one.close(), two.close()]);
  });

  it('tells of a child that dies while nobody asks it', async () => {
    const link = await links.open(boot('return (input) => input'));
    expect(await link.exchange('>1', 1_000, 1_000)).toBe('1');
    for (const { pid } of runnerChildren()) process.kill(pid, 'SIGKILL');
    expect((await link.lost)?.kind).toBe('crashed');
    expect(await faultOf(link.exchange('>2', 1_000, 1_000))).toBe('closed');
    await link.close();
  });

  it('closes a guest in the middle of a loop', async () => {
    const link = await links.open(boot('return () => { for (;;); }'));
    const lost = link.exchange('>', 5_000, 5_000);
    await link.close();
    expect(await faultOf(lost)).toBe('closed');
    expect(await ask('return () => "next"')).toBe('next');
  });

  it('leaves no process behind', async () => {
    const own = processLinks({ minProcesses: 2, maxProcesses: 3 });
    const open: GuestLink[] = [];
    for (let i = 0; i < 3; i++) open.push(await own.open(boot('return () => { for (;;); }')));
    const lost = open.map((link) => faultOf(link.exchange('>', 5_000, 5_000)));
    const before = runnerChildren().length;
    await own.dispose();
    expect(await Promise.all(lost)).toEqual(['closed', 'closed', 'closed']);
    expect(before - runnerChildren().length).toBe(3);
    expect(await faultOf(own.open(boot('return 1')))).toBe('closed');
  });
});
