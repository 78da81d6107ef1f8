import { resolveLimits } from 'enclave-vm';
import { findContainment, type LinkFactory, processLinks, startRun } from 'enclave-vm/testing';
import type { Level } from '../corpus.ts';
import type { OpenSubject } from '../subject.ts';
import type { BudgetMode } from './modes.ts';
import { NAIVE_GUEST } from './naive-guest.ts';
import { enclaveOptions, settledFrom } from './settled.ts';

type Budget = 'heap-cap' | 'data-limit' | 'memory-watch' | 'deadline' | 'cpu-budget';

/** Which budgets of the process tier are out of reach. */
const OFF: Readonly<Record<BudgetMode, readonly Budget[]>> = {
  'heap-cap-only': ['data-limit', 'memory-watch'],
  'data-limit-only': ['heap-cap', 'memory-watch'],
  'memory-watch-only': ['heap-cap', 'data-limit'],
  'no-memory-budget': ['heap-cap', 'data-limit', 'memory-watch'],
  'deadline-only': ['cpu-budget'],
  'cpu-budget-only': ['deadline'],
  'no-time-budget': ['deadline', 'cpu-budget'],
};

const MB = 1024 * 1024;
/** Out of reach for what is asked, and not for the machine. */
const FAR_MB = 4 * 1024;
const FAR_MS = 600_000;

/** What the host hands to a realm as its kernel. This one has never heard of an attack. */
const NAIVE_KERNEL = `'use strict'; () => () => {
  const guest = ${NAIVE_GUEST}(globalThis, (...parts) => parts.map(String).join(' '));
  return (given) => {
    if (given === undefined) return guest.take();
    if (typeof given === 'function') Promise.resolve().then(() => guest.run(given()));
    else guest.read(given);
  };
}`;

/** Heap cap and data limit as told, and not as the runner derives them from the limit that its watch is to keep. */
function boundTo(heapMb: number, dataMb: number): ReturnType<typeof findContainment> {
  const found = findContainment();
  const cap = '--max-old-space-size=';
  const replaceCap = `for word; do shift; case $word in ${cap}*) word=${cap}${heapMb};; esac; set -- "$@" "$word"; done`;
  return { ...found, wrap: () => [...found.wrap(dataMb * MB), '/bin/sh', '-c', `${replaceCap}; exec "$0" "$@"`] };
}

/**
 * The child as it is, with the host's half of the bridge, no kernel, and of the budgets for memory or for time only one:
 * the others are out of reach.
 */
export const openOneBudget =
  (level: Level, mode: BudgetMode): OpenSubject =>
  async ({ memoryMb, timeoutMs, ...rest }) => {
    const isOn = (budget: Budget) => !OFF[mode].includes(budget);
    const mostMemory = (budget: Budget) => (isOn(budget) ? memoryMb : FAR_MB);
    const [timeout, cpuTimeout] = [isOn('deadline') ? timeoutMs : FAR_MS, isOn('cpu-budget') ? timeoutMs : FAR_MS];
    const {
      securityLevel: _,
      isolation: __,
      ...overrides
    } = enclaveOptions({ ...rest, timeoutMs: timeout, memoryMb: mostMemory('memory-watch') }, level, 'process');
    const containment = boundTo(mostMemory('heap-cap'), mostMemory('data-limit'));
    const links = processLinks({ minProcesses: 1, maxProcesses: 1, containment });
    const factory: LinkFactory = { open: (boot) => links.open({ ...boot, kernel: NAIVE_KERNEL, libraries: [] }) };
    return {
      async run(code, host) {
        const limits = resolveLimits(level, { ...overrides, cpuTimeout } as Parameters<typeof resolveLimits>[1]);
        const callTool = ({ name, args }: { name: string; args: unknown }) => host.callTool(name, args);
        const outcome = await startRun(factory, { code }, { limits, callTool });
        return settledFrom(outcome as Parameters<typeof settledFrom>[0]);
      },
      dispose: () => links.dispose(),
    };
  };
