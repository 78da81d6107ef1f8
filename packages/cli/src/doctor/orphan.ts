import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf } from './inspection.ts';
import type { ProbeResult } from './probe.ts';

const GRACE = 3_000;

/** A host that starts a guest in an endless loop, and says so. */
const HOST = `
  const { processRunner, resolveLimits } = await import(${JSON.stringify(import.meta.resolve('enclave-vm'))});
  const runner = processRunner();
  await runner.run({ code: 'return 1' }, { limits: resolveLimits('STANDARD') });
  runner.run({ code: 'for (;;) {}' }, { limits: resolveLimits('STANDARD', { timeout: 60_000 }) });
  setTimeout(() => process.stdout.write('looping'), 300);
`;

/** Kills a host in the middle of a run with a signal that it cannot handle, and looks for what it leaves behind. */
export async function tryOrphan(): Promise<ProbeResult> {
  const probe = { guarantee: 'noOrphans', attempt: 'kill the host while a guest loops' } as const;
  if (process.platform !== 'linux')
    return { ...probe, contained: null, seen: 'only Linux lists the children of a process' };
  const host = spawn(process.execPath, ['--input-type=module', '--eval', HOST], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await Promise.race([once(host.stdout, 'data'), once(host, 'exit')]);
  const descendants = descendantsOf(host.pid ?? 0);
  host.kill('SIGKILL');
  if (descendants.length === 0) return { ...probe, contained: null, seen: 'no child of the host was found' };
  const started = Date.now();
  while (descendants.some(isAlive) && Date.now() - started < GRACE) await sleep(20);
  const left = descendants.filter(isAlive);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  const seen = `${descendants.length} processes of the host, ${left.length} left after ${Date.now() - started} ms`;
  return { ...probe, contained: left.length === 0, seen };
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** A zombie has ended, and waits for a parent that looks: in a container without an init, for ever. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}
