import type { Guarantees } from '../../guarantees.ts';
import type { Program, Runner, RunOptions, RunOutcome } from '../../runner.ts';
import { startRun } from '../../session.ts';
import { vmGuarantees } from './vm-guarantees.ts';
import { vmLinks } from './vm-links.ts';

/**
 * Runs scripts in vm contexts of this very process. Holds against escapes and against endless loops, also after an
 * `await`; not against memory bombs, nor against built-ins that ignore termination: see its `guarantees`.
 */
export function vmRunner(): Runner {
  const links = vmLinks();
  const guarantees: Guarantees = vmGuarantees();
  const dispose = async (): Promise<void> => links.dispose();
  return {
    isolation: 'vm',
    guarantees,
    run: (program: Program, options: RunOptions): Promise<RunOutcome> => startRun(links, program, options),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
