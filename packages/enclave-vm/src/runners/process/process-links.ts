import { availableParallelism } from 'node:os';
import { type GuestLink, type LinkBoot, type LinkFactory, LinkFault } from '../../bridge/link.ts';
import childText from './child/main.ts?bundled';
import { findContainment } from './containment.ts';
import { encodeFrame, HOST_FRAME } from './frame.ts';
import { childLaunch } from './launch.ts';
import { createPool, type Lease, type PoolOptions } from './pool.ts';
import { startChild } from './runner-child.ts';

export interface ProcessLinkOptions extends Partial<PoolOptions> {
  /** The Node binary of the children. Default: the one that the host runs on. */
  readonly execPath?: string | undefined;
}

/** What a child is made for. Runs that differ in one of these never share a child. */
type ChildFlavor = Pick<LinkBoot, 'kernel' | 'libraries' | 'memoryLimit'>;

export interface ProcessLinks extends LinkFactory {
  /** Starts the processes that are kept, so that the first run finds one. */
  prewarm(flavor: ChildFlavor): void;
  dispose(): Promise<void>;
}

export function defaultPoolOptions(): PoolOptions {
  return {
    minProcesses: 1,
    maxProcesses: availableParallelism(),
    maxQueueSize: 1_000,
    queueTimeout: 30_000,
    idleTimeout: 30_000,
    runsPerProcess: 1_000,
  };
}

/** Opens realms in a pool of prewarmed child processes. */
export function processLinks(options: ProcessLinkOptions = {}): ProcessLinks {
  const { execPath, ...pooling } = options;
  const containment = findContainment();
  const flavors: ChildFlavor[] = [];
  const pool = createPool<ChildFlavor>({ ...defaultPoolOptions(), ...pooling }, (flavor, onReady, onDeath) => {
    const launch = childLaunch({ entryText: childText, memoryLimit: flavor.memoryLimit, execPath, containment });
    return startChild({ ...flavor, launch, nested: containment.processes }, onReady, onDeath);
  });

  /** Gives one object for equal flavors. There are few, and their long texts are compared by identity first. */
  function canonical(wanted: ChildFlavor): ChildFlavor {
    const found = flavors.find((flavor) => isSameFlavor(flavor, wanted));
    if (found) return found;
    const { kernel, libraries, memoryLimit } = wanted;
    const flavor = { kernel, libraries, memoryLimit };
    flavors.push(flavor);
    return flavor;
  }

  return {
    prewarm: (flavor) => pool.prewarm(canonical(flavor)),
    async open(boot) {
      return openLink(await pool.acquire(canonical(boot), boot.signal), boot);
    },
    dispose: () => pool.dispose(),
  };
}

function isSameFlavor(a: ChildFlavor, b: ChildFlavor): boolean {
  return (
    a.memoryLimit === b.memoryLimit &&
    a.kernel === b.kernel &&
    a.libraries.length === b.libraries.length &&
    a.libraries.every((text, index) => text === b.libraries[index])
  );
}

function openLink({ child, release }: Lease, boot: LinkBoot): GuestLink {
  // Sent together with the first input: one trip less.
  let unsent = [encodeFrame(Buffer, HOST_FRAME.config, boot.config), encodeFrame(Buffer, HOST_FRAME.code, boot.code)];
  let asking = false;
  let closed = false;
  // Settled here, because the child may serve another run when somebody asks.
  let used: { cpuTime: number; peakMemory: number } | undefined;

  return {
    async exchange(input, timeLeft, cpuLeft) {
      if (closed) throw new LinkFault('closed');
      const frames = [...unsent, encodeFrame(Buffer, HOST_FRAME.input, input)];
      unsent = [];
      asking = true;
      try {
        return await child.ask(frames, timeLeft, cpuLeft);
      } finally {
        asking = false;
      }
    },
    get cpuTime() {
      return (used ?? child).cpuTime;
    },
    get peakMemory() {
      return (used ?? child).peakMemory;
    },
    close(fault = false) {
      if (closed) return;
      closed = true;
      // The guest computes, or the child has not begun: either way it is in no state to be asked for more.
      const unfit = fault || asking;
      if (unfit) child.kill(new LinkFault('closed'));
      used = { cpuTime: child.cpuTime, peakMemory: child.peakMemory };
      release(unfit);
    },
  };
}
