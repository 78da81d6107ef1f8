import { readSeen } from '../mutation/kept.ts';
import { MUTATIONS } from '../mutation/mutations.ts';
import { table } from './table.ts';

/** What the last `pnpm --filter @enclave-vm/conformance mutate --write` saw: each defence taken away, and who noticed. */
export function reportMutations(): { text: string; problems: string[]; totals: Record<string, number> } {
  const seen = readSeen();
  const rows = MUTATIONS.map(({ id, package: name, redundant }) => {
    const one = seen.get(id);
    const noticed = one !== undefined && one.cases > 0;
    const verdict = one === undefined ? 'not run' : noticed ? `${one.cases}: ${one.noticedBy.join(', ')}` : 'nobody';
    return { id, name, verdict, noticed, why: noticed ? '' : (redundant ?? (one === undefined ? '' : 'UNEXPLAINED')) };
  });
  return {
    text: [
      'One defence is taken away at a time, in a copy of the workspace, and the cases that ought to notice are run.',
      'What nobody notices is held by another layer as well; the last column says by which.',
      '',
      table(
        ['defence taken away', 'package', 'noticed by', 'why nobody notices'],
        rows.map(({ id, name, verdict, why }) => [id, name, verdict, why]),
      ),
    ].join('\n'),
    problems: rows.filter(({ why }) => why === 'UNEXPLAINED').map(({ id }) => `${id} [mutations] nobody noticed`),
    totals: {
      mutations: rows.length,
      noticed: rows.filter(({ noticed }) => noticed).length,
      explained: rows.filter(({ noticed, why }) => !noticed && why !== 'UNEXPLAINED').length,
    },
  };
}
