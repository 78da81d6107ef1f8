import { execFile } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { childrenFile } from './containment.ts';
import { isExhausted } from './exhausted.ts';

/** Looks at a process from outside, while it is busy and cannot answer. */
export interface Vitals {
  /** Resident memory in bytes; `undefined` when there is no way to tell. */
  resident(): number | undefined;
  /** CPU time in microseconds, in steps of some milliseconds. */
  cpuMicros(): number | undefined;
  close(): void;
}

const PAGE = 4096;
/** What Linux has used as the unit of times in /proc for decades, whatever its timer does. */
const MICROS_A_TICK = 10_000;
const PS_INTERVAL = 100;

const UNKNOWN: Vitals = { resident: () => undefined, cpuMicros: () => undefined, close: () => {} };

/**
 * @param pid the process that was started
 * @param nested that process only waits for the one that counts, in a namespace of its own
 * @throws Error when this process has no descriptor left for that
 */
export function openVitals(pid: number, nested: boolean): Vitals {
  if (process.platform === 'linux') {
    try {
      return linuxVitals(nested ? onlyChild(pid) : pid);
    } catch (error) {
      if (isExhausted(error)) throw error;
      return UNKNOWN; // there is no /proc, or it has died in this very moment, which is told elsewhere
    }
  }
  if (process.platform === 'win32') return UNKNOWN;
  return psVitals(pid);
}

function onlyChild(pid: number): number {
  return Number(readFileSync(childrenFile(pid), 'latin1').trim());
}

/** Files that stay open: one read costs about two microseconds. */
function linuxVitals(pid: number): Vitals {
  const [statm, stat] = openBoth(`/proc/${pid}/statm`, `/proc/${pid}/stat`);
  const buffer = Buffer.alloc(512);
  const text = (file: number): string | undefined => {
    try {
      return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
    } catch {
      return undefined; // it is dead: its end is told elsewhere
    }
  };
  return {
    resident() {
      const pages = Number(text(statm)?.split(' ', 2)[1]);
      return pages > 0 ? pages * PAGE : undefined;
    },
    cpuMicros() {
      // The second field is a name in parentheses and may hold anything.
      const fields = text(stat)
        ?.replace(/^.*\) /s, '')
        .split(' ');
      return fields ? (Number(fields[11]) + Number(fields[12])) * MICROS_A_TICK : undefined;
    },
    close() {
      closeSync(statm);
      closeSync(stat);
    },
  };
}

function openBoth(one: string, other: string): [number, number] {
  const first = openSync(one, 'r');
  try {
    return [first, openSync(other, 'r')];
  } catch (error) {
    closeSync(first);
    throw error;
  }
}

/** macOS and the BSDs have no such file: `ps` is asked now and then, in the background. */
function psVitals(pid: number): Vitals {
  let resident: number | undefined;
  let askedAt = 0;
  return {
    resident() {
      const now = performance.now();
      if (now - askedAt > PS_INTERVAL) {
        askedAt = now;
        try {
          execFile('/bin/ps', ['-o', 'rss=', '-p', String(pid)], (_error, stdout) => {
            const kilobytes = Number(stdout);
            if (kilobytes > 0) resident = kilobytes * 1024;
          }).unref();
        } catch {
          // No process can be started at the moment: asked again later.
        }
      }
      return resident;
    },
    cpuMicros: () => undefined,
    close() {},
  };
}
