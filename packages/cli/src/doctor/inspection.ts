import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { childLaunch } from 'enclave-vm/testing';
import { formatSize } from '../values/size.ts';
import type { ProbeResult } from './probe.ts';

const MEMORY_LIMIT = 64 * 1024 * 1024;
const NOT_LINUX = 'only Linux lets another process look';

/** Looks from outside, in `/proc`, at what the operating system has put around a child of the process runner. */
export async function inspectChild(): Promise<ProbeResult[]> {
  const attempts = {
    privileges: 'look at the privileges of the child',
    memoryBackstop: "look at the child's limit of private memory",
  } as const;
  if (process.platform !== 'linux') {
    return Object.entries(attempts).map(([guarantee, attempt]) => ({
      guarantee: guarantee as keyof typeof attempts,
      attempt,
      contained: null,
      seen: NOT_LINUX,
    }));
  }
  const child = await startIdleChild();
  try {
    const pid = innermost(child.pid ?? 0);
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '?';
    const limit = /^Max data size\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1'))?.[1] ?? 'unlimited';
    const capabilities = field('CapEff');
    return [
      {
        guarantee: 'privileges',
        attempt: attempts.privileges,
        contained: field('NoNewPrivs') === '1' && /^0+$/.test(capabilities),
        seen: `no new privileges: ${field('NoNewPrivs') === '1' ? 'yes' : 'no'}, capabilities: ${capabilities}`,
      },
      {
        guarantee: 'memoryBackstop',
        attempt: attempts.memoryBackstop,
        contained: limit !== 'unlimited',
        seen: limit === 'unlimited' ? limit : formatSize(Number(limit)),
      },
    ];
  } finally {
    child.kill('SIGKILL');
  }
}

async function startIdleChild(): Promise<ChildProcess> {
  const entryText = `process.stdout.write('ready'); setInterval(() => {}, 1000);`;
  const { command, args, options } = childLaunch({ entryText, memoryLimit: MEMORY_LIMIT });
  const child = spawn(command, args, options);
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

/** The process that runs Node is the last of a chain of programs, each of which contains the next. */
function innermost(pid: number): number {
  const [inner] = childrenOf(pid);
  return inner === undefined ? pid : innermost(inner);
}

export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
