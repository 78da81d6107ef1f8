import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { GuaranteeName } from 'enclave-vm';
import { childLaunch, type Launch, type LaunchOptions } from 'enclave-vm/testing';
import type { ProbeResult } from './probe.ts';

const MEMORY_LIMIT = 64 * 1024 * 1024;
const PATIENCE = 10_000;

interface Bait {
  file: string;
  secret: string;
  port: number;
  hostPid: number;
  variable: string;
}

interface Attempt {
  guarantee: GuaranteeName;
  attempt: string;
  /** Runs in the child's own main realm, outside of any guest realm: what it returns is what it reached. */
  attack: (require: NodeJS.Require, bait: Bait) => unknown;
}

const ATTEMPTS: readonly Attempt[] = [
  {
    guarantee: 'filesystem',
    attempt: 'read a file of the host',
    attack: (require, bait) => require('node:fs').readFileSync(bait.file, 'utf8'),
  },
  {
    guarantee: 'filesystem',
    attempt: 'write a file',
    attack: (require, bait) => require('node:fs').writeFileSync(`${bait.file}.written`, 'x') ?? 'written',
  },
  {
    guarantee: 'environment',
    attempt: 'read an environment variable of the host',
    attack: (_require, bait) => process.env[bait.variable],
  },
  {
    guarantee: 'childProcesses',
    attempt: 'start a process',
    attack: (require) => {
      const { status, error } = require('node:child_process').spawnSync(process.execPath, ['--version']);
      if (error) throw error;
      return status === 0 ? 'started' : undefined;
    },
  },
  {
    guarantee: 'childProcesses',
    attempt: 'start a thread',
    attack: (require) => new (require('node:worker_threads').Worker)('0', { eval: true }) && 'started',
  },
  {
    guarantee: 'childProcesses',
    attempt: 'load a native addon',
    attack: (_require, bait) => {
      try {
        process.dlopen({ exports: {} }, bait.file);
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === 'ERR_DLOPEN_DISABLED' || code === 'ERR_ACCESS_DENIED') throw error;
        return `the loader was reached (${code})`;
      }
      return 'loaded';
    },
  },
  {
    guarantee: 'childProcesses',
    attempt: 'open the inspector',
    attack: (require) => {
      const inspector = require('node:inspector');
      inspector.open(0, '127.0.0.1');
      return inspector.url();
    },
  },
  {
    guarantee: 'otherProcesses',
    attempt: 'signal the host process',
    attack: (_require, bait) => process.kill(bait.hostPid, 0) && 'signalled',
  },
  {
    guarantee: 'network',
    attempt: 'connect to a server of the host on 127.0.0.1',
    attack: (require, bait) =>
      new Promise((resolve, reject) => {
        const socket = require('node:net').connect(bait.port, '127.0.0.1');
        socket.on('connect', () => resolve('connected')).on('error', reject);
      }),
  },
];

/** Starts a child exactly as the process runner does, places hostile code in its main realm, and reports what it reached. */
export async function tryBreakouts(launch: (options: LaunchOptions) => Launch = childLaunch): Promise<ProbeResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'enclave-doctor-'));
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const bait: Bait = {
      file: join(folder, 'secret.txt'),
      secret: crypto.randomUUID(),
      port: (server.address() as { port: number }).port,
      hostPid: process.pid,
      variable: 'ENCLAVE_DOCTOR_SECRET',
    };
    await writeFile(bait.file, bait.secret);
    const said = await runInChild(launch, entryText(bait), { [bait.variable]: bait.secret });
    return ATTEMPTS.map((attempt, index) => judge(attempt, said.get(index)));
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
}

interface Said {
  reached?: string;
  refused?: string;
}

function judge({ guarantee, attempt }: Attempt, said: Said | undefined): ProbeResult {
  if (!said) return { guarantee, attempt, contained: null, seen: 'the child ended before it could try' };
  if (said.reached !== undefined) return { guarantee, attempt, contained: false, seen: said.reached };
  return { guarantee, attempt, contained: true, seen: said.refused ?? 'nothing was there' };
}

/** Text that makes every attempt and writes a line of JSON about each. */
function entryText({ secret: _secret, ...bait }: Bait): string {
  const attacks = ATTEMPTS.map(({ attack }) => attack.toString()).join(',\n');
  return `
    const bait = ${JSON.stringify(bait)};
    const say = (index, said) => process.stdout.write(JSON.stringify([index, said]) + '\\n');
    const attempts = [${attacks}].map(async (attack, index) => {
      try {
        const reached = await attack(require, bait);
        say(index, reached === undefined ? {} : { reached: String(reached) });
      } catch (error) {
        say(index, { refused: String(error.code ?? error.message) });
      }
    });
    Promise.all(attempts).then(() => process.stdout.write('', () => process.exit(0)));
  `;
}

async function runInChild(
  launch: (options: LaunchOptions) => Launch,
  entry: string,
  secrets: Record<string, string>,
): Promise<Map<number, Said>> {
  const { command, args, options } = launch({ entryText: entry, memoryLimit: MEMORY_LIMIT });
  Object.assign(process.env, secrets);
  const child = spawn(command, args, options);
  for (const name of Object.keys(secrets)) delete process.env[name];
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  try {
    if (!child.stdout) return new Map();
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return new Map(linesOf(output));
  } finally {
    clearTimeout(timer);
  }
}

function linesOf(output: string): [number, Said][] {
  return output.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
