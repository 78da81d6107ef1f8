import type { StdioOptions } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';

/** `FD_CLOEXEC`, as Linux shows it among the flags of an open file. */
const CLOSED_ON_EXEC = 0o2000000;

/** The first descriptor that is not standard input, output or error. */
export const FIRST_EXTRA = 3;

let strangers: readonly number[] | undefined;
let nothing: number | undefined;

/**
 * Descriptors that this process was started with and that every process it starts would get as well: a log file of the
 * service manager, say. Node marks all that it opens itself and the lowest of those that it was given, and leaves the others.
 */
function findStrangers(): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor >= FIRST_EXTRA && staysOpen(descriptor));
}

function staysOpen(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1] ?? '0';
    return (Number.parseInt(flags, 8) & CLOSED_ON_EXEC) === 0;
  } catch {
    return false; // the one by which the folder was read
  }
}

/**
 * What a child finds at its descriptors: three pipes, then `extra`, and an empty device wherever it would find something of
 * the host's.
 */
export function childDescriptors(extra: number | undefined): StdioOptions {
  strangers ??= findStrangers();
  const descriptors: (number | 'pipe' | 'ignore')[] = ['pipe', 'pipe', 'pipe', extra ?? 'ignore'];
  for (const stranger of strangers) {
    if (stranger === FIRST_EXTRA && extra !== undefined) continue;
    nothing ??= openSync('/dev/null', 'r+');
    while (descriptors.length < stranger) descriptors.push('ignore');
    descriptors[stranger] = nothing;
  }
  return descriptors;
}
