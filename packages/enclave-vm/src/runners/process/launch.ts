import type { SpawnOptions } from 'node:child_process';
import { type Containment, findContainment } from './containment.ts';

const MB = 1024 * 1024;

/** Heap of an idle child with its spare realm, which is not the guest's to pay for. */
const OWN_HEAP_MB = 16;

/**
 * V8 takes 984 KB by itself. Instrumented functions have larger frames: with this they recurse as deep as the author's
 * would in plain Node. The main thread of a process has 8 MB on Linux and macOS.
 */
const STACK_KB = 1_400;

export interface LaunchOptions {
  /** What the child evaluates in its main realm: a classic script that finds `require`. */
  readonly entryText: string;
  /** Bytes that a guest may use. */
  readonly memoryLimit: number;
  /** Default: the binary that the host runs on. */
  readonly execPath?: string | undefined;
  /** Default: {@link findContainment}. */
  readonly containment?: Containment | undefined;
}

export interface Launch {
  readonly command: string;
  readonly args: string[];
  readonly options: SpawnOptions;
}

/** Says how a child is started: the flags of Node, what the operating system puts around it, and what it inherits. */
export function childLaunch(options: LaunchOptions): Launch {
  const { entryText, memoryLimit, execPath = process.execPath, containment = findContainment() } = options;
  const flags = [...nodeFlags(memoryLimit), '--input-type=commonjs', '--eval', entryText];
  const [command = execPath, ...args] = [...containment.wrap(memoryLimit), execPath, ...flags];
  return {
    command,
    args,
    options: {
      // Node on Windows does not start without SystemRoot; nothing else is passed on, NODE_OPTIONS least of all.
      env: {
        TZ: 'UTC',
        LC_ALL: 'C',
        ...(process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}),
      },
      cwd: process.platform === 'win32' ? undefined : '/',
      // A group of its own: a signal from the terminal is not for it, and the host can end the whole group. On Windows
      // a child that is not detached dies with the host, which counts for more.
      detached: process.platform !== 'win32',
      windowsHide: true,
    },
  };
}

/** Flags that every supported Node has. The host's own version is the child's: both are `process.execPath`. */
function nodeFlags(memoryLimit: number): string[] {
  const allowed = process.allowedNodeEnvironmentFlags;
  const known = (flag: string) => (allowed.has(flag) ? [flag] : []);
  return [
    allowed.has('--permission') ? '--permission' : '--experimental-permission',
    ...known('--disable-sigusr1'),
    '--frozen-intrinsics',
    '--disallow-code-generation-from-strings',
    '--experimental-vm-modules',
    '--no-addons',
    // The database opens files without asking the permission model.
    ...known('--no-experimental-sqlite'),
    '--no-warnings',
    '--no-deprecation',
    '--unhandled-rejections=none',
    `--max-old-space-size=${Math.ceil(memoryLimit / MB) + OWN_HEAP_MB}`,
    ...(process.platform === 'win32' ? [] : [`--stack-size=${STACK_KB}`]),
    `--max-semi-space-size=${semiSpaceMB(memoryLimit)}`,
    // Realms that die while V8 marks step by step are kept until the next time. Nobody sees the pause of marking at one go.
    '--no-incremental-marking',
  ];
}

/**
 * Garbage of the young generation comes on top of the heap cap, so it is kept small where that is. 16 MB instead of 8 take
 * a tenth to a third off scripts that make many objects; more takes off little.
 */
function semiSpaceMB(memoryLimit: number): number {
  return memoryLimit < 256 * MB ? 8 : 16;
}
