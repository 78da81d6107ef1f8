import type { Level, Tier } from '../corpus.ts';
import type { OpenSubject } from '../subject.ts';

/** Which layers stand before the script; `naive` is the positive control, the rest are other products. */
export const MODES = [
  'full',
  'guard-off',
  'runner-only',
  'guard-only',
  'transform-only',
  'process-only',
  'naive',
  'isolated-vm',
  'vm2',
  'run',
] as const;
export type Mode = (typeof MODES)[number];

/** Modes in which the product's own tiers play no part. */
export const FOREIGN_MODES: ReadonlySet<Mode> = new Set<Mode>([
  'guard-only',
  'transform-only',
  'process-only',
  'naive',
  'isolated-vm',
  'vm2',
  'run',
]);

/** Loads only what the mode needs: the control must not depend on the product. */
export async function openSubject(mode: Mode, level: Level, tier: Tier): Promise<OpenSubject> {
  switch (mode) {
    case 'naive':
      return (await import('./naive.ts')).openNaive;
    case 'isolated-vm':
      return (await import('./peers/isolated-vm.ts')).openIsolatedVm;
    case 'vm2':
      return (await import('./peers/vm2.ts')).openVm2;
    case 'run':
      return (await import('./peers/run.ts')).openRun;
    case 'guard-only':
      return (await import('./one-layer.ts')).openGuardOnly(level);
    case 'transform-only':
      return (await import('./one-layer.ts')).openTransformOnly;
    case 'process-only':
      return (await import('./process-only.ts')).openProcessOnly(level);
    case 'runner-only':
      return (await import('./runner-only.ts')).openRunnerOnly(level, tier);
    default:
      return (await import('./enclave.ts')).openEnclave(level, tier, mode === 'full');
  }
}
