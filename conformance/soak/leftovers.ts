import { readdirSync, readFileSync } from 'node:fs';
import { processRunner, resolveLimits } from 'enclave-vm';

/** What a host holds of the operating system: for comparing before and after. Linux only. */
export interface Holdings {
  readonly children: number;
  readonly descriptors: number;
  readonly resources: string;
}

export function holdings(): Holdings {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1').trim();
  return {
    children: children === '' ? 0 : children.split(' ').length,
    descriptors: readdirSync('/proc/self/fd').length,
    resources: process.getActiveResourcesInfo().sort().join(' '),
  };
}

/**
 * What this process holds once it has run a child and disposed of it: Node keeps a descriptor for signals from its first
 * child on.
 */
export async function holdingsAfterWarmUp(): Promise<Holdings> {
  const runner = processRunner({ maxProcesses: 1 });
  await runner.run({ code: 'return 1' }, { limits: resolveLimits('STRICT') });
  await runner.dispose();
  return holdings();
}
