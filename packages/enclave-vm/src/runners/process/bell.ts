import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** A file system that is memory. */
const FOLDER = '/dev/shm';

/**
 * A file of one number, which only the host writes: it changes with every message. A child that expects one at once looks
 * there again and again, which costs a microsecond each time, and not a pipe can be asked whether a read would block.
 */
export interface Bell {
  /** For the child, to read. */
  readonly descriptor: number;
  ring(): void;
  /** The child has its descriptor. */
  handOver(): void;
  close(): void;
}

/** Gives `undefined` where there is no such file system, and where whoever looks would keep the other side from answering. */
export function openBell(): Bell | undefined {
  if (process.platform !== 'linux' || availableParallelism() === 1) return undefined;
  const path = `${FOLDER}/enclave-${randomUUID()}`;
  const opened: number[] = [];
  const open = (flags: string) => {
    const file = openSync(path, flags, 0o600);
    opened.push(file);
    return file;
  };
  try {
    const ours = open('wx');
    const theirs = openNameless(path, () => open('r'));
    const number = new Uint32Array(1);
    const ring = () => {
      number[0] = ((number[0] as number) + 1) >>> 0;
      writeSync(ours, number, 0, number.byteLength, 0);
    };
    ring();
    return { descriptor: theirs, ring, handOver: () => closeSync(theirs), close: () => closeSync(ours) };
  } catch {
    for (const file of opened) closeSync(file);
    return undefined;
  }
}

/** Opens a file for the last time: its name goes whether that works or not. */
function openNameless(path: string, open: () => number): number {
  try {
    return open();
  } finally {
    unlinkSync(path);
  }
}
