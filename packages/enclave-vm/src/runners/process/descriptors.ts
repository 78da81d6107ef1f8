import type { StdioOptions } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { BELL_DESCRIPTOR } from './frame.ts';

/** `FD_CLOEXEC`, as Linux shows it among the flags of an open file. */
const CLOSED_ON_EXEC = 0o2000000;

/** Where Linux lists what a process has open. */
const OPEN_FILES = '/proc/self/fd';

const STANDARD_ERROR = 2;

let strangers: readonly number[] | undefined;
let nothing: number | undefined;

/**
 * Descriptors that this process was started with and that every process it starts would get as well: a log file of the
 * service manager, say. Node marks all that it opens itself and the lowest of those that it was given, and leaves the others.
 */
function findStrangers(): readonly number[] {
  // A host in a chroot may be without.
  if (process.platform !== 'linux' || !existsSync(OPEN_FILES)) return [];
  return readdirSync(OPEN_FILES)
    .map(Number)
    .filter((descriptor) => descriptor > STANDARD_ERROR && staysOpen(descriptor));
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
 * What a child finds at its descriptors: three pipes, the {@link Bell} if there is one, and an empty device wherever it would
 * find something of the host's.
 *
 * @param bell descriptor of the bell in this process
 */
export function childDescriptors(bell: number | undefined): StdioOptions {
  strangers ??= findStrangers();
  const descriptors: (number | 'pipe' | 'ignore')[] = ['pipe', 'pipe', 'pipe'];
  for (const stranger of strangers) {
    nothing ??= openSync('/dev/null', 'r+');
    put(stranger, nothing);
  }
  if (bell !== undefined) put(BELL_DESCRIPTOR, bell);
  return descriptors;

  function put(at: number, descriptor: number): void {
    while (descriptors.length < at) descriptors.push('ignore');
    descriptors[at] = descriptor;
  }
}
