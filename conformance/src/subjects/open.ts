import type { Level, Tier } from '../corpus.ts';
import type { OpenSubject } from '../subject.ts';

/** Which layers stand before the script; `naive` is the positive control. */
export const MODES = ['full', 'guard-off', 'runner-only', 'naive'] as const;
export type Mode = (typeof MODES)[number];

/** Loads only what the mode needs: the control must not depend on the product. */
export async function openSubject(mode: Mode, level: Level, tier: Tier): Promise<OpenSubject> {
  switch (mode) {
    case 'naive':
      return (await import('./naive.ts')).openNaive;
    case 'runner-only':
      return (await import('./runner-only.ts')).openRunnerOnly(level, tier);
    default:
      return (await import('./enclave.ts')).openEnclave(level, tier, mode === 'full');
  }
}
