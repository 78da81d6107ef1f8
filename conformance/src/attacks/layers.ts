import type { Tier } from '../corpus.ts';
import type { Mode } from '../subjects/open.ts';

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

/** Why a class has fewer than two layers that stop all of it alone, or a case none, and what holds all the same. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'dos-cpu':
    'A built-in that goes on for long in native code ends only with its process. The guard refuses what it can see, the transform counts loops; the vm tier does not promise the rest (`guarantees.nativeLoops`).',
  'dos-crash':
    'An abort of V8 takes its process down, whichever realm it began in. The vm tier does not promise to survive that. In the process tier it costs a child: the run ends with a code, the pool starts another.',
  'dos-memory':
    'One V8 heap has one cap, for all of its process. The vm tier promises no memory limit. The process tier has three in one another: the heap cap of the child, a data limit of the operating system, and the host watching resident memory.',
  'parser-tricks':
    "Sources that overwhelm a parser meet one in every process that reads them. The guard bounds length, depth and work before it parses, and stops all of the class but one: a loop under a name that only looks like another, which is the transform's to count. In the vm tier a source that passed them by would be parsed, and its regular expressions run, in the host; the process tier does that in a child.",
  'result-hooks':
    'A result of millions of control characters is six times as long as JSON: native code writes it, which the watchdog of the vm tier cannot interrupt, so that a slow machine is late there. The process tier ends it with the child.',
};
