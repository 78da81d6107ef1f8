import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GuaranteeName, Guarantees } from 'enclave-vm';
import { childLaunch, hardenedEntry } from 'enclave-vm/testing';
import { inCorpus } from '../corpus.ts';

/** What a probe in the child's main realm found. */
export interface ProbeResult {
  readonly id: string;
  readonly reaches: string;
  readonly entry: Entry;
  readonly contained: boolean;
  readonly why: string;
}

/**
 * `raw`: the process as it is launched, with `require` and all of Node's JavaScript, held by the permission model and
 * the operating system alone. `hardened`: after our own child code has taken things away.
 */
export const ENTRIES = ['raw', 'hardened'] as const;
export type Entry = (typeof ENTRIES)[number];

interface Probe {
  readonly id: string;
  readonly reaches: string;
  readonly code: string;
}

const HEAD = /^## (\S+) (\S+)\n```js\n([\s\S]*?)\n```/gm;

export const readProbes = (): Probe[] =>
  [...readFileSync(inCorpus('main-realm.md'), 'utf8').matchAll(HEAD)].map(([, id = '', reaches = '', code = '']) => ({
    id,
    reaches,
    code,
  }));

/** What must hold on this platform for a probe to count: a runner says openly what it cannot promise. */
const PROMISE: Readonly<Record<string, readonly GuaranteeName[]>> = {
  file: ['filesystem'],
  environment: ['environment'],
  process: ['childProcesses', 'otherProcesses'],
  worker: ['childProcesses'],
  socket: ['network'],
};

const MARK = '@@';
const KILL_AFTER = 5_000;

function entryText(probe: Probe, entry: Entry, constants: Record<string, unknown>): string {
  const names = Object.entries(constants)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`)
    .join(' ');
  const body = `${names} (async () => { ${probe.code}\n })().then(() => report('END'), (error) => report('END ' + (error && error.message)));`;
  if (entry === 'hardened') return hardenedEntry(body);
  return `const report = (text) => process.stdout.write(${JSON.stringify(`\n${MARK}`)} + text + '\\n'); ${body}`;
}

async function observe(child: ChildProcess): Promise<string> {
  let text = '';
  let ended = () => {};
  const seen = new Promise<void>((resolve) => {
    ended = resolve;
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    if (text.length < 1e6) text += chunk.toString('latin1');
    if (text.includes(`${MARK}END`) || text.includes('END')) setTimeout(ended, 50);
  });
  child.stderr?.resume();
  const closed = once(child, 'close').then(ended);
  await Promise.race([seen, closed, sleep(KILL_AFTER)]);
  try {
    process.kill(-(child.pid as number), 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
  await closed;
  return text;
}

/** Runs every probe in a child launched exactly as the pool launches its own. */
export async function runProbes(guarantees: Guarantees): Promise<ProbeResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'enclave-probe-'));
  const secret = join(folder, 'secret.json');
  writeFileSync(secret, '{"value":"secret-canary"}');
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as { port: number }).port;
  const results: ProbeResult[] = [];
  try {
    for (const entry of ENTRIES) {
      for (const probe of readProbes()) {
        const decoy = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
        connections = 0;
        const target = join(folder, 'written');
        const constants = { SECRET_FILE: secret, WRITE_FILE: target, PORT: port, DECOY: decoy.pid, HOST: process.pid };
        const launch = childLaunch({ entryText: entryText(probe, entry, constants), memoryLimit: 128 * 1024 * 1024 });
        const text = await observe(spawn(launch.command, launch.args, launch.options));
        const found = /PWNED[^\n\r"]*/.exec(text)?.[0];
        const faults = [
          found,
          existsSync(target) || readdirSync(folder).length > 1 ? 'a file was written' : undefined,
          decoy.exitCode !== null || decoy.signalCode !== null ? 'another process was ended' : undefined,
          connections > 0 ? 'a connection was made' : undefined,
        ].filter((fault) => fault !== undefined);
        decoy.kill('SIGKILL');
        rmSync(target, { force: true, recursive: true });
        const unpromised = (PROMISE[probe.reaches] ?? []).filter((name) => !guarantees[name].held);
        const excused = unpromised.length > 0;
        const ran = text.includes('END');
        results.push({
          id: probe.id,
          reaches: probe.reaches,
          entry,
          contained: faults.length === 0 || excused,
          why:
            faults.length > 0
              ? `${faults.join('; ')}${excused ? ` (not promised here: ${unpromised.join(', ')})` : ''}`
              : ran
                ? 'nothing reached'
                : 'the child ended',
        });
      }
    }
  } finally {
    server.close();
    rmSync(folder, { force: true, recursive: true });
  }
  return results;
}
