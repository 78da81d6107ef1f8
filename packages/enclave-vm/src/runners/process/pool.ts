import { setImmediate } from 'node:timers/promises';
import { LinkFault } from '../../bridge/link.ts';
import type { RunBoot, RunnerChild } from './runner-child.ts';

export interface PoolOptions {
  /** Idle processes that are kept for the next run. */
  readonly minProcesses: number;
  /** Processes at a time. */
  readonly maxProcesses: number;
  /** Runs that may wait for a process. */
  readonly maxQueueSize: number;
  /** Longest wait for a process, in ms. */
  readonly queueTimeout: number;
  /** An idle process beyond `minProcesses` ends after so many ms. */
  readonly idleTimeout: number;
  /** Runs after which a process is replaced. */
  readonly runsPerProcess: number;
}

/** Milliseconds in which a child makes a realm. */
const REST = 0.6;

/** What makes one child fit for a run and another not. Compared by identity. */
export type Flavor = object;

/** Starts a child of a flavor. Both callbacks as in `startChild`. */
export type StartChild<F extends Flavor> = (
  flavor: F,
  onReady: () => void,
  onDeath: (fault: LinkFault, started: boolean) => void,
) => RunnerChild;

interface Member<F> {
  readonly child: RunnerChild;
  readonly flavor: F;
  runs: number;
  idleSince: number;
}

interface Waiter<F> {
  readonly flavor: F;
  readonly boot: RunBoot;
  readonly give: (lease: Lease) => void;
  readonly refuse: (fault: LinkFault) => void;
}

/** A child that belongs to one run. */
export interface Lease {
  readonly child: RunnerChild;
  /** Resolves when the child dies while nothing is asked of it. */
  readonly lost: Promise<LinkFault>;
  /** Gives the child back. With `fault` it ends, and so it does when it is worn. */
  release(fault: boolean): void;
}

export interface Pool<F extends Flavor> {
  acquire(flavor: F, boot: RunBoot, signal?: AbortSignal): Promise<Lease>;
  /** Starts the processes that are to be kept, before anybody asks. */
  prewarm(flavor: F): void;
  dispose(): Promise<void>;
}

export function createPool<F extends Flavor>(options: PoolOptions, start: StartChild<F>): Pool<F> {
  const members = new Set<Member<F>>();
  const dying = new Set<Promise<void>>();
  const queue: Waiter<F>[] = [];
  let lastFlavor: F | undefined;
  let sweeper: NodeJS.Timeout | undefined;
  /** Children that ran guests at the same time, at most, since the last sweep. */
  let mostBusy = 0;
  let disposed = false;
  let arranging = false;
  let arrangeAgain = false;

  function spawn(flavor: F): void {
    const onReady = () => settle(member);
    const onDeath = (fault: LinkFault, started: boolean) => bury(member, fault, started);
    const member: Member<F> = { flavor, runs: 0, idleSince: 0, child: start(flavor, onReady, onDeath) };
    members.add(member);
  }

  /** A child can take a run. */
  function settle(member: Member<F>): void {
    if (member.child.worn) {
      member.child.kill(new LinkFault('closed'));
      return;
    }
    member.idleSince = performance.now();
    member.child.hold(false);
    arrange();
  }

  function bury(member: Member<F>, fault: LinkFault, started: boolean): void {
    members.delete(member);
    const gone = member.child.gone.then(() => {
      dying.delete(gone);
    });
    dying.add(gone);
    // A child that cannot start costs one run its turn, and none is started in its place unless somebody asks.
    if (!started) {
      lastFlavor = undefined;
      queue.find((waiter) => waiter.flavor === member.flavor)?.refuse(fault);
    }
    arrange();
  }

  /** Brings children and waiting runs together. Killing a child calls this again from within. */
  function arrange(): void {
    if (disposed) return;
    arrangeAgain = arranging;
    if (arranging) return;
    arranging = true;
    do {
      arrangeAgain = false;
      serveQueue();
      startMissing();
    } while (arrangeAgain);
    arranging = false;
    planSweep();
  }

  function serveQueue(): void {
    for (const waiter of [...queue]) {
      const member = fittest(waiter.flavor);
      if (member) waiter.give(lend(member, waiter.boot));
    }
  }

  function startMissing(): void {
    const waiting = new Map<F, number>();
    for (const { flavor } of queue) waiting.set(flavor, (waiting.get(flavor) ?? 0) + 1);
    for (const { flavor, child } of members) {
      if (child.state !== 'starting' && child.state !== 'resting') continue;
      const count = waiting.get(flavor);
      if (count !== undefined) waiting.set(flavor, count - 1);
    }
    for (const [flavor, count] of waiting) {
      for (let missing = count; missing > 0 && makeRoom(flavor); missing--) {
        spawn(flavor);
      }
    }
    // One at a time, so that those which nobody waits for yet do not slow down the one that somebody waits for.
    const starting = [...members].some(({ child }) => child.state === 'starting');
    if (lastFlavor && !starting && members.size < options.minProcesses) spawn(lastFlavor);
  }

  /** Whether one more child of `flavor` may start; an idle one of another flavor gives way. */
  function makeRoom(flavor: F): boolean {
    if (members.size < options.maxProcesses) return true;
    const oldest = idleMembers().find((member) => member.flavor !== flavor);
    oldest?.child.kill(new LinkFault('closed'));
    return oldest !== undefined;
  }

  /**
   * The one used last, which the caches of the machine still know, among those that have had the time to make their next
   * realm; or else the one that has rested longest.
   */
  function fittest(flavor: F): Member<F> | undefined {
    const fit = idleMembers().filter((member) => member.flavor === flavor);
    const restedSince = performance.now() - REST;
    return fit.findLast((member) => member.idleSince < restedSince) ?? fit[0];
  }

  /** Who has rested longest comes first. */
  function idleMembers(): Member<F>[] {
    const idle = [...members].filter((member) => member.child.state === 'ready');
    return idle.sort((a, b) => a.idleSince - b.idleSince);
  }

  function lend(member: Member<F>, boot: RunBoot): Lease {
    const { child } = member;
    member.runs++;
    const lost = new Promise<LinkFault>((resolve) => {
      child.beginRun(boot, resolve);
    });
    mostBusy = Math.max(mostBusy, countBusy());
    let released = false;
    return {
      child,
      lost,
      release(fault) {
        if (released) return;
        released = true;
        if (fault || member.runs >= options.runsPerProcess) child.kill(new LinkFault('closed'));
        else child.endRun();
      },
    };
  }

  function planSweep(): void {
    if (sweeper || members.size <= options.minProcesses) return;
    sweeper = setTimeout(sweep, options.idleTimeout).unref();
  }

  /** Ends as many idle children as were never needed at the same time since the last sweep. */
  function sweep(): void {
    const needed = Math.max(options.minProcesses, mostBusy);
    for (const { child } of idleMembers().slice(0, Math.max(0, members.size - needed))) {
      child.kill(new LinkFault('closed'));
    }
    mostBusy = countBusy();
    sweeper = undefined;
    planSweep();
  }

  function countBusy(): number {
    let busy = 0;
    for (const { child } of members) if (child.state === 'running') busy++;
    return busy;
  }

  function wait(flavor: F, boot: RunBoot, signal: AbortSignal | undefined): Promise<Lease> {
    // Those that a free process, or one that is being started, will serve do not count as waiting.
    const busy = countBusy();
    if (queue.length >= options.maxProcesses - busy + options.maxQueueSize) {
      const held = `${busy} processes are busy and ${queue.length} runs wait`;
      return Promise.reject(new LinkFault('queue-full', held));
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        queue.splice(queue.indexOf(waiter), 1);
      };
      const waiter: Waiter<F> = {
        flavor,
        boot,
        give(lease) {
          leave();
          resolve(lease);
        },
        refuse(fault) {
          leave();
          reject(fault);
        },
      };
      const abort = () => waiter.refuse(new LinkFault('closed'));
      const late = `no process became free within ${options.queueTimeout} ms`;
      // Also keeps the host alive while a child starts, which does not do so itself.
      const timer = setTimeout(() => waiter.refuse(new LinkFault('queue-timeout', late)), options.queueTimeout);
      signal?.addEventListener('abort', abort);
      queue.push(waiter);
      arrange();
    });
  }

  return {
    acquire(flavor, boot, signal) {
      if (disposed || signal?.aborted) return Promise.reject(new LinkFault('closed'));
      lastFlavor = flavor;
      const idle = queue.length === 0 ? fittest(flavor) : undefined;
      if (!idle) return wait(flavor, boot, signal);
      return Promise.resolve(lend(idle, boot));
    },
    prewarm(flavor) {
      lastFlavor = flavor;
      arrange();
    },
    async dispose() {
      disposed = true;
      clearTimeout(sweeper);
      for (const waiter of [...queue]) waiter.refuse(new LinkFault('closed'));
      for (const member of [...members]) member.child.kill(new LinkFault('closed'));
      await Promise.all(dying);
      // Node closes its own handles one turn after it has told that a process is gone.
      await setImmediate();
      await setImmediate();
    },
  };
}
