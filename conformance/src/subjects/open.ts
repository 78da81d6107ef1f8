import type { Level, Tier } from '../corpus.ts';
import type { OpenSubject } from '../subject.ts';
import type { Mode } from './modes.ts';

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
    case 'full':
    case 'guard-off':
      return (await import('./enclave.ts')).openEnclave(level, tier, mode === 'full');
    default:
      return (await import('./one-budget.ts')).openOneBudget(level, mode);
  }
}
