import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly command: string;
  readonly cpuTicks: number;
}

/** All processes below this one, as Linux shows them. For tests. */
export function descendants(root = process.pid): ProcessEntry[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readEntry);
  const found: ProcessEntry[] = [];
  const visit = (parent: number) => {
    for (const entry of all.filter((candidate) => candidate.parent === parent)) {
      found.push(entry);
      visit(entry.pid);
    }
  };
  visit(root);
  return found;
}

/** The processes among them that run guests, and not the programs that contain those. */
export function runnerChildren(): ProcessEntry[] {
  return descendants().filter(
    ({ command }) => command.includes('--frozen-intrinsics') && !/unshare|^\/\S*sh /.test(command),
  );
}

function readEntry(name: string): ProcessEntry[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ');
    const cpuTicks = Number(stat[11]) + Number(stat[12]);
    return [{ pid: Number(name), parent: Number(stat[1]), state: String(stat[0]), command, cpuTicks }];
  } catch {
    return []; // it ended while we looked
  }
}
