import { type GuestLink, type LinkBoot, type LinkFactory, LinkFault } from '../../bridge/link.ts';
import childText from './child/main.ts?bundled';
import { type Containment, findContainment } from './containment.ts';
import { childLaunch } from './launch.ts';
import { createPool, type Lease, type PoolOptions } from './pool.ts';
import { checkPoolOptions } from './pool-options.ts';
import { startChild } from './runner-child.ts';

export interface ProcessLinkOptions extends Partial<PoolOptions> {
  /** The Node binary of the children. Default: the one that the host runs on. */
  readonly execPath?: string | undefined;
  /** What the operating system puts around the children. Default: the strongest that works here. */
  readonly containment?: Containment | undefined;
}

/** What a child is made for. Runs that differ in one of these never share a child. */
type ChildFlavor = Pick<LinkBoot, 'kernel' | 'memoryLimit'>;

export interface ProcessLinks extends LinkFactory {
  /** Starts the processes that are kept, so that the first run finds one. */
  prewarm(flavor: ChildFlavor): void;
  dispose(): Promise<void>;
}

/** Opens realms in a pool of prewarmed child processes. */
export function processLinks(options: ProcessLinkOptions = {}): ProcessLinks {
  const { execPath, containment = findContainment(), ...pooling } = options;
  const flavors: ChildFlavor[] = [];
  const pool = createPool<ChildFlavor>(checkPoolOptions(pooling), (flavor, onReady, onDeath) => {
    const launch = childLaunch({ entryText: childText, memoryLimit: flavor.memoryLimit, execPath, containment });
    return startChild({ ...flavor, launch, nested: containment.processes }, onReady, onDeath);
  });

  /** Gives one object for equal flavors. There are few, and equal texts are mostly the same string. */
  function canonical({ kernel, memoryLimit }: ChildFlavor): ChildFlavor {
    const found = flavors.find((flavor) => flavor.memoryLimit === memoryLimit && flavor.kernel === kernel);
    if (found) return found;
    const flavor = { kernel, memoryLimit };
    flavors.push(flavor);
    return flavor;
  }

  return {
    prewarm: (flavor) => pool.prewarm(canonical(flavor)),
    async open(boot) {
      return linkTo(await pool.acquire(canonical(boot), boot, boot.signal));
    },
    dispose: () => pool.dispose(),
  };
}

function linkTo({ child, lost, release }: Lease): GuestLink {
  /** Kept when the link is closed, because the child may serve another run by the time that somebody asks. */
  let used: { cpuTime: number; peakMemory: number } | undefined;

  return {
    lost,
    exchange(input, timeLeft, cpuLeft) {
      if (used) return Promise.reject(new LinkFault('closed'));
      return child.ask(input, timeLeft, cpuLeft);
    },
    get cpuTime() {
      return (used ?? child).cpuTime;
    },
    get peakMemory() {
      return (used ?? child).peakMemory;
    },
    close(fault = false) {
      if (used) return;
      // A guest that computes is in no state to be asked for anything.
      const unfit = fault || child.asked;
      if (unfit) child.kill(new LinkFault('closed'));
      used = { cpuTime: child.cpuTime, peakMemory: child.peakMemory };
      release(unfit);
    },
  };
}
