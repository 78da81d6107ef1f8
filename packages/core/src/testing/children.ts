import { execFileSync } from 'node:child_process';

/** Ids of the child processes of this process. A test file has a process of its own. */
export function childProcesses(): number[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  return list.split('\n').flatMap((line) => {
    const [pid, parent, command] = line.trim().split(/\s+/);
    return Number(parent) === process.pid && command !== 'ps' ? [Number(pid)] : [];
  });
}
