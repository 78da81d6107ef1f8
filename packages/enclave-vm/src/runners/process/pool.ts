import { LinkFault } from '../../bridge/link.ts';
import type { RunnerChild } from './runner-child.ts';

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
  readonly give: (lease: Lease) => void;
  readonly refuse: (fault: LinkFault) => void;
}

/** A child that belongs to one run. */
export interface Lease {
  readonly child: RunnerChild;
  /** Gives the child back. With `fault` it ends, and so it does when it is worn. */
  release(fault: boolean): void;
}

export interface Pool<F extends Flavor> {
  acquire(flavor: F, signal?: AbortSignal): Promise<Lease>;
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
      const member = latestIdle(waiter.flavor);
      if (member) waiter.give(lend(member));
    }
  }

  function startMissing(): void {
    const waiting = new Map<F, number>();
    for (const { flavor } of queue) waiting.set(flavor, (waiting.get(flavor) ?? 0) + 1);
    for (const { flavor, child } of members) {
      if (child.state !== 'starting' && child.state !== 'settling') continue;
      const count = waiting.get(flavor);
      if (count === undefined) continue;
      waiting.set(flavor, count - 1);
      // A run waits for it, so the host must not end meanwhile.
      child.hold(true);
    }
    for (const [flavor, count] of waiting) {
      for (let missing = count; missing > 0 && makeRoom(flavor); missing--) {
        spawn(flavor);
      }
    }
    if (lastFlavor) while (members.size < options.minProcesses) spawn(lastFlavor);
  }

  /** Whether one more child of `flavor` may start; an idle one of another flavor gives way. */
  function makeRoom(flavor: F): boolean {
    if (members.size < options.maxProcesses) return true;
    const idle = [...members].filter((member) => member.flavor !== flavor && member.child.state === 'ready');
    const oldest = idle.sort((a, b) => a.idleSince - b.idleSince)[0];
    oldest?.child.kill(new LinkFault('closed'));
    return oldest !== undefined;
  }

  function latestIdle(flavor: F): Member<F> | undefined {
    let latest: Member<F> | undefined;
    for (const member of members) {
      if (member.child.state !== 'ready' || member.flavor !== flavor) continue;
      if (!latest || member.idleSince > latest.idleSince) latest = member;
    }
    return latest;
  }

  function lend(member: Member<F>): Lease {
    const { child } = member;
    member.runs++;
    child.beginRun();
    let released = false;
    return {
      child,
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

  function sweep(): void {
    sweeper = undefined;
    const idleLongEnough = performance.now() - options.idleTimeout;
    const idle = [...members].filter((member) => member.child.state === 'ready' && member.idleSince <= idleLongEnough);
    for (const member of idle.sort((a, b) => a.idleSince - b.idleSince)) {
      if (members.size > options.minProcesses) member.child.kill(new LinkFault('closed'));
    }
    planSweep();
  }

  function wait(flavor: F, signal: AbortSignal | undefined): Promise<Lease> {
    if (queue.length >= options.maxQueueSize) {
      const held = `${options.maxProcesses} processes are busy and ${queue.length} runs wait`;
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
      const timer = setTimeout(() => waiter.refuse(new LinkFault('queue-timeout', late)), options.queueTimeout);
      signal?.addEventListener('abort', abort);
      queue.push(waiter);
      arrange();
    });
  }

  return {
    acquire(flavor, signal) {
      if (disposed || signal?.aborted) return Promise.reject(new LinkFault('closed'));
      lastFlavor = flavor;
      const idle = queue.length === 0 ? latestIdle(flavor) : undefined;
      if (!idle) return wait(flavor, signal);
      return Promise.resolve(lend(idle));
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
    },
  };
}
