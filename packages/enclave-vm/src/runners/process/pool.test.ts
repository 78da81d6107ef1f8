import { afterEach, describe, expect, it, vi } from 'vitest';
import { LinkFault } from '../../bridge/link.ts';
import { createPool, type Pool, type PoolOptions } from './pool.ts';
import type { RunnerChild } from './runner-child.ts';

interface Kind {
  readonly name: string;
}

/** A child that does nothing but change its state when it is told to. */
interface FakeChild extends RunnerChild {
  readonly flavor: Kind;
  becomeReady(): void;
  worn: boolean;
}

const boot = { config: '', libraries: [], code: '', maxOutput: 1e6 };
const A: Kind = { name: 'a' };
const B: Kind = { name: 'b' };

function createFakes(options: Partial<PoolOptions> = {}) {
  const children: FakeChild[] = [];
  const pool: Pool<Kind> = createPool<Kind>(
    {
      minProcesses: 0,
      maxProcesses: 2,
      maxQueueSize: 2,
      queueTimeout: 1_000,
      idleTimeout: 10_000,
      runsPerProcess: 100,
      ...options,
    },
    (flavor, onReady, onDeath) => {
      let state: RunnerChild['state'] = 'starting';
      const child: FakeChild = {
        flavor,
        get state() {
          return state;
        },
        cpuTime: 0,
        peakMemory: 0,
        worn: false,
        asked: false,
        gone: Promise.resolve(),
        becomeReady() {
          state = 'ready';
          onReady();
        },
        beginRun() {
          state = 'running';
        },
        ask: () => Promise.resolve(''),
        endRun() {
          child.becomeReady();
        },
        kill(fault) {
          if (state === 'dead') return;
          const started = state !== 'starting';
          state = 'dead';
          onDeath(fault, started);
        },
        hold() {},
      };
      children.push(child);
      return child;
    },
  );
  return { pool, children, alive: () => children.filter(({ state }) => state !== 'dead') };
}

const kindOf = (act: Promise<unknown>) =>
  act.then(
    () => 'fine',
    (fault) => (fault as LinkFault).kind,
  );

afterEach(() => {
  vi.useRealTimers();
});

describe('the pool', () => {
  it('starts nothing before somebody asks', () => {
    expect(createFakes({ minProcesses: 2 }).children).toHaveLength(0);
  });

  it('gives a child back to the next run', async () => {
    const { pool, children } = createFakes();
    const first = pool.acquire(A, boot);
    children[0]?.becomeReady();
    (await first).release(false);
    expect((await pool.acquire(A, boot)).child).toBe(children[0]);
    expect(children).toHaveLength(1);
  });

  it('takes the child used last, once that has had the time to make its next realm', async () => {
    vi.useFakeTimers();
    const { pool, children } = createFakes();
    const leases = [pool.acquire(A, boot), pool.acquire(A, boot)];
    for (const child of children) child.becomeReady();
    const [one, other] = await Promise.all(leases);
    one?.release(false);
    vi.advanceTimersByTime(5);
    other?.release(false);

    const atOnce = await pool.acquire(A, boot);
    expect(atOnce.child).toBe(one?.child);
    atOnce.release(false);
    vi.advanceTimersByTime(5);
    other?.child.endRun();
    vi.advanceTimersByTime(5);
    expect((await pool.acquire(A, boot)).child).toBe(other?.child);
  });

  it('starts the one that is waited for first, and what is to be kept one by one', async () => {
    const { pool, children } = createFakes({ minProcesses: 2 });
    const first = pool.acquire(A, boot);
    expect(children).toHaveLength(1);
    children[0]?.becomeReady();
    await first;
    expect(children).toHaveLength(2);
  });

  it('queues up to its size, in order, and refuses the rest', async () => {
    const { pool, children } = createFakes({ maxProcesses: 1 });
    const served: number[] = [];
    const runs = [0, 1, 2].map(async (number) => {
      const lease = await pool.acquire(A, boot);
      served.push(number);
      lease.release(false);
    });
    expect(await kindOf(pool.acquire(A, boot))).toBe('queue-full');
    children[0]?.becomeReady();
    await Promise.all(runs);
    expect(served).toEqual([0, 1, 2]);
  });

  it('needs no queue for runs that a process is free or started for', async () => {
    const { pool, children } = createFakes({ maxProcesses: 2, maxQueueSize: 0 });
    const runs = [0, 1].map(() => kindOf(pool.acquire(A, boot)));
    expect(await kindOf(pool.acquire(A, boot))).toBe('queue-full');
    for (const child of children) child.becomeReady();
    expect(await Promise.all(runs)).toEqual(['fine', 'fine']);
    expect(await kindOf(pool.acquire(A, boot))).toBe('queue-full');
  });

  it('gives up a wait that takes too long, or that nobody wants any more', async () => {
    vi.useFakeTimers();
    const { pool } = createFakes({ minProcesses: 2 });
    const late = kindOf(pool.acquire(A, boot));
    const controller = new AbortController();
    const aborted = kindOf(pool.acquire(A, boot, controller.signal));
    controller.abort();
    expect(await aborted).toBe('closed');
    vi.advanceTimersByTime(1_000);
    expect(await late).toBe('queue-timeout');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('replaces a child after its runs, after a fault, and when it is worn', async () => {
    const { pool, children, alive } = createFakes({ maxProcesses: 1, runsPerProcess: 2 });
    const use = async (fault: boolean, before?: (child: FakeChild) => void) => {
      const lease = pool.acquire(A, boot);
      const child = children.at(-1) as FakeChild;
      if (child.state === 'starting') child.becomeReady();
      before?.(child);
      (await lease).release(fault);
    };
    await use(false);
    await use(false);
    expect(alive()).toHaveLength(0);
    await use(true);
    expect(alive()).toHaveLength(0);
    await use(false, (child) => {
      child.worn = true;
    });
    expect(alive()).toHaveLength(0);
    expect(children).toHaveLength(3);
  });

  it('lets an idle child of another kind give way', async () => {
    const { pool, children, alive } = createFakes({ maxProcesses: 1 });
    const first = pool.acquire(A, boot);
    children[0]?.becomeReady();
    (await first).release(false);
    const second = pool.acquire(B, boot);
    expect(alive().map(({ flavor }) => flavor.name)).toEqual(['b']);
    children[1]?.becomeReady();
    expect((await second).child).toBe(children[1]);
  });

  it('hands the fault of a child that cannot start to one run, and tries again for the next', async () => {
    const { pool, children } = createFakes({ minProcesses: 1, maxProcesses: 1 });
    const first = kindOf(pool.acquire(A, boot));
    const second = pool.acquire(A, boot);
    children[0]?.kill(new LinkFault('crashed'));
    expect(await first).toBe('crashed');
    expect(children).toHaveLength(2);
    children[1]?.becomeReady();
    expect((await second).child).toBe(children[1]);
  });

  it('starts nothing for nobody after a failed start', async () => {
    const { pool, children } = createFakes({ minProcesses: 1, maxProcesses: 1 });
    const only = kindOf(pool.acquire(A, boot));
    children[0]?.kill(new LinkFault('crashed'));
    expect(await only).toBe('crashed');
    expect(children).toHaveLength(1);
  });

  it('ends idle children that were not needed at the same time', async () => {
    vi.useFakeTimers();
    const { pool, children, alive } = createFakes({ minProcesses: 1, maxProcesses: 3 });
    const leases = [0, 1, 2].map(() => pool.acquire(A, boot).catch(() => undefined));
    for (const child of children) child.becomeReady();
    for (const lease of leases) (await lease)?.release(false);
    const before = alive().length;
    expect(before).toBeGreaterThan(1);
    vi.advanceTimersByTime(10_000);
    expect(alive()).toHaveLength(before);
    vi.advanceTimersByTime(10_000);
    expect(alive()).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends everything when it is disposed of', async () => {
    const { pool, children, alive } = createFakes({ maxProcesses: 1 });
    const running = pool.acquire(A, boot);
    const waiting = kindOf(pool.acquire(A, boot));
    children[0]?.becomeReady();
    await running;
    await pool.dispose();
    expect(await waiting).toBe('closed');
    expect(alive()).toHaveLength(0);
    expect(await kindOf(pool.acquire(A, boot))).toBe('closed');
  });
});
