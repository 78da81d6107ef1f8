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

/** Why a class has fewer than two layers that stop all of it alone. */
export const EXPLAINED: Readonly<Record<string, string>> = {};
