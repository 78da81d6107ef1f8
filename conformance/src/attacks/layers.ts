import type { Tier } from '../corpus.ts';
import type { BudgetMode, Mode } from '../subjects/modes.ts';

/** A layer that stands alone: everything else is taken away, or is as naive as a tutorial. */
export interface Layer {
  readonly name: string;
  readonly mode: Mode;
  readonly tier: Tier;
  readonly means: string;
}

export const LAYERS: readonly Layer[] = [
  { name: 'guard', mode: 'guard-only', tier: 'vm', means: 'what it accepts runs in a naive sandbox' },
  { name: 'transform', mode: 'transform-only', tier: 'vm', means: 'its output runs in a naive sandbox' },
  { name: 'kernel', mode: 'runner-only', tier: 'vm', means: 'the raw text runs in the realm of the vm tier' },
  {
    name: 'process',
    mode: 'process-only',
    tier: 'process',
    means:
      "the raw text runs in a naive sandbox in a child that is locked down as ours, and may take over the child's main realm; the host's half of the bridge counts and decodes; judged by what happens to the host",
  },
];

/** One of several layers in the process: it guards against a class, and stands with the others of its kind out of reach. */
export interface Budget {
  readonly class: string;
  readonly name: string;
  readonly mode: BudgetMode;
  readonly means: string;
  /** All of its kind are out of reach: what ends well here ends well by itself. */
  readonly control?: true;
}

export const BUDGETS: readonly Budget[] = [
  { class: 'dos-memory', name: 'heap cap', mode: 'heap-cap-only', means: '`--max-old-space-size` of the child' },
  { class: 'dos-memory', name: 'data limit', mode: 'data-limit-only', means: '`RLIMIT_DATA`: the system refuses' },
  { class: 'dos-memory', name: 'memory watch', mode: 'memory-watch-only', means: 'the host looks and kills' },
  { class: 'dos-memory', name: 'none', mode: 'no-memory-budget', means: 'for control', control: true },
  { class: 'dos-cpu', name: 'deadline', mode: 'deadline-only', means: "`timeout`, by the host's clock" },
  { class: 'dos-cpu', name: 'CPU budget', mode: 'cpu-budget-only', means: "`cpuTimeout`, by the system's account" },
  { class: 'dos-cpu', name: 'none', mode: 'no-time-budget', means: 'for control', control: true },
];

/** Why a class has fewer than two layers that stop all of it alone, or a case none, and what holds all the same. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'dos-cpu':
    'Each case is stopped by two layers alone, the class as a whole by the deadline. A child that sleeps in `Atomics.wait` uses no CPU, so the CPU budget stops all but that; guard and kernel stop that one, as the realm has neither `Atomics` nor a buffer to wait on. What they miss are built-ins that go on for long in native code: the vm tier says that it does not hold them (`guarantees.nativeLoops`).',
  'dos-crash':
    'An abort of V8 takes its process down, whichever realm it began in: what survives is another process. The kernel alone misses `Array.prototype.sort` on an object that claims a huge length, in which V8 aborts by itself. In the process tier it costs a child: the run ends with a code, the pool starts another.',
  'result-hooks':
    'A proxy that claims three million keys: native code makes and compares the list of them before it asks about one, and the watchdog of the vm tier cannot interrupt that, so it ends late there. The process tier ends it with the child.',
  'parser-tricks':
    "Sources that overwhelm a parser meet one in every process that reads them. The guard bounds length, depth and work before it parses, and stops all of the class but one: a loop under a name that only looks like another, which is the transform's to count. In the vm tier a source that passed them by would be parsed, and its regular expressions run, in the host; the process tier does that in a child.",
};
