import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isExhausted } from './exhausted.ts';

/**
 * What the operating system adds around a child, beyond what Node's own flags do. Made of programs that are there
 * (a POSIX shell, util-linux): nothing has to be compiled or installed.
 */
export interface Containment {
  /** A network namespace without any interface. */
  readonly network: boolean;
  /** A process namespace: the child sees and signals no process but itself. */
  readonly processes: boolean;
  /** No new privileges, and no capability left. */
  readonly privileges: boolean;
  /** The kernel kills the child when the host dies, whatever the child is doing. */
  readonly parentDeath: boolean;
  /** Resource limits of the shell: no core files, a cap on private memory, on CPU time if nothing better is there. */
  readonly resourceLimits: boolean;
  /** Words to put before the command. */
  wrap(memoryLimit: number): string[];
}

/** Where the programs live on usual systems. `PATH` is not asked: it belongs to whoever started the host. */
const FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin', '/run/current-system/sw/bin'];

/** An idle Node 24 has reserved 580 MB of private memory, of which it uses a tenth. */
const RESERVED_BY_NODE = 1024 * 1024 * 1024;

/** An orphan that computes for ever is ended after so many CPU seconds where the kernel cannot tie it to its parent. */
export const ORPHAN_CPU_SECONDS = 900;

const NONE: Containment = {
  network: false,
  processes: false,
  privileges: false,
  parentDeath: false,
  resourceLimits: false,
  wrap: () => [],
};

/** Options of setpriv. */
const POWERLESS = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
const isRoot = (): boolean => process.geteuid?.() === 0;

let found: Containment | undefined;

/**
 * Finds the strongest containment that works here. Asks the system once per process: some milliseconds.
 *
 * @throws Error when no process can be started to find that out
 */
export function findContainment(): Containment {
  found ??= candidates().find(works) ?? NONE;
  return found;
}

/** All that work here, down to none at all. For tests: each has to do on some machine. */
export function workingContainments(): Containment[] {
  return [...candidates().filter(works), NONE];
}

function locate(program: string): string | undefined {
  return FOLDERS.map((folder) => `${folder}/${program}`).find((path) => existsSync(path));
}

/** Strongest first. */
function candidates(): Containment[] {
  const shell = process.platform === 'win32' ? undefined : locate('sh');
  if (!shell) return [];
  const plain: Containment = {
    ...NONE,
    resourceLimits: true,
    wrap: (memoryLimit) => limitResources(shell, memoryLimit, ORPHAN_CPU_SECONDS),
  };
  const setpriv = process.platform === 'linux' ? locate('setpriv') : undefined;
  if (!setpriv) return [plain];
  const bound: Containment = {
    ...plain,
    parentDeath: true,
    wrap: (memoryLimit) => [...limitResources(shell, memoryLimit), setpriv, '--pdeathsig', 'KILL', '--'],
  };
  const unprivileged: Containment = {
    ...bound,
    privileges: true,
    // What a host that is root could hand on; whoever is not has nothing to give, and no right to give it up.
    wrap: (memoryLimit) => [...bound.wrap(memoryLimit), setpriv, ...(isRoot() ? POWERLESS : ['--no-new-privs']), '--'],
  };
  const unshare = locate('unshare');
  // The process that is to be watched is a child of `unshare`, and this file is how the host finds it.
  if (!unshare || !existsSync(childrenFile(process.pid))) return [unprivileged, bound, plain];
  const isolate = (...more: string[]): Containment => ({
    ...unprivileged,
    network: true,
    processes: true,
    wrap: (memoryLimit) => [
      ...bound.wrap(memoryLimit),
      ...[unshare, '--net', '--ipc', '--pid', '--kill-child', ...more, '--'],
      ...[setpriv, ...POWERLESS, '--'],
    ],
  });
  // With a user namespace the child has no power over anything of the host even where the host runs as root; without
  // one, root can still make the others.
  return [isolate('--map-root-user'), isolate(), unprivileged, bound, plain];
}

function works(candidate: Containment): boolean {
  const [command = '', ...args] = [...candidate.wrap(0), locate('sh') ?? '', '-c', ':'];
  const { status, error } = spawnSync(command, args, { stdio: 'ignore', env: {}, timeout: 5_000 });
  if (isExhausted(error)) throw new Error('Cannot find out how processes can be contained here', { cause: error });
  return status === 0;
}

/**
 * A shell that sets limits and becomes the command. No core files: an abort would write the whole heap to disk. No byte
 * into any file, should the permission model have a gap.
 */
function limitResources(shell: string, memoryLimit: number, cpuSeconds?: number): string[] {
  const kilobytes = Math.ceil((RESERVED_BY_NODE + 2 * memoryLimit) / 1024);
  const data = process.platform === 'linux' ? `ulimit -d ${kilobytes}; ` : '';
  const cpu = cpuSeconds === undefined ? '' : `ulimit -t ${cpuSeconds}; `;
  return [shell, '-c', `unset PWD; ulimit -c 0; ulimit -f 0; ${data}${cpu}exec "$0" "$@"`];
}

/** Where Linux lists the children of a process. */
export function childrenFile(pid: number): string {
  return `/proc/${pid}/task/${pid}/children`;
}
