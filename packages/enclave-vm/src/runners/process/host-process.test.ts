import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContainment } from './containment.ts';
import { descendants } from './testing/process-tree.ts';

/** The package as built, in one file together with a host program, as applications ship it. */
const folder = mkdtempSync(join(tmpdir(), 'enclave-bundle-'));
const bundle = join(folder, 'host.mjs');

const HOST = `
import { processRunner, resolveLimits } from 'enclave-vm';
const runner = processRunner({ maxProcesses: 2 });
const limits = resolveLimits('STANDARD', { timeout: 60_000 });
const run = (code) => runner.run({ code }, { limits });
const story = process.argv[2];
console.log(JSON.stringify((await run('return [1, 2].map((n) => n * 2)')).value));
if (story === 'loop') void run('for (;;);');
if (story === 'exit') { void run('for (;;);'); setTimeout(() => process.exit(0), 300); }
if (story === 'dispose') { await runner.dispose(); console.log('disposed ' + process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap').join()); }
// 'forget': nothing more, and the host ends although its pool is idle.
`;

beforeAll(() => {
  const source = join(folder, 'source.mjs');
  writeFileSync(source, HOST);
  buildSync({
    entryPoints: [source],
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    alias: { 'enclave-vm': fileURLToPath(new URL('../../../dist/index.js', import.meta.url)) },
  });
  chmodSync(folder, 0o555);
});

afterAll(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

function start(story: string): ChildProcess {
  return spawn(process.execPath, [bundle, story], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function outcomeOf(host: ChildProcess): Promise<{ output: string; code: number | null }> {
  let output = '';
  host.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  host.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => host.once('close', resolve));
  return { output: output.trim(), code };
}

const firstOutput = (host: ChildProcess) => new Promise((resolve) => host.stdout?.once('data', resolve));

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return false;
  }
}

async function allGone(pids: number[]): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (!pids.some(isAlive)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe('a host in one bundled file, in a read-only folder', () => {
  it('ends by itself after dispose(), with nothing left open', async () => {
    expect(await outcomeOf(start('dispose'))).toEqual({ output: '[2,4]\ndisposed', code: 0 });
  });

  it('ends by itself when it forgets dispose()', async () => {
    expect(await outcomeOf(start('forget'))).toEqual({ output: '[2,4]', code: 0 });
  });

  it.runIf(process.platform === 'linux')('takes a looping guest along when it exits', async () => {
    const host = start('exit');
    const outcome = outcomeOf(host);
    await firstOutput(host);
    const children = descendants(host.pid).map(({ pid }) => pid);
    expect(children.length).toBeGreaterThan(0);
    expect((await outcome).code).toBe(0);
    expect(await allGone(children)).toBe(true);
  });

  it.runIf(findContainment().parentDeath)('takes a looping guest along when it is killed', async () => {
    const host = start('loop');
    await firstOutput(host);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const children = descendants(host.pid).map(({ pid }) => pid);
    expect(children.length).toBeGreaterThan(0);
    host.kill('SIGKILL');
    expect(await allGone(children)).toBe(true);
  });
});
