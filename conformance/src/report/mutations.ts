import { fingerprint } from '../mutation/apply.ts';
import { readSeen } from '../mutation/kept.ts';
import { MUTATIONS } from '../mutation/mutations.ts';
import { table } from './table.ts';

/** What the last `pnpm --filter @enclave-vm/conformance mutate --write` saw: each defence taken away, and who noticed. */
export function reportMutations(): { text: string; problems: string[]; totals: Record<string, number> } {
  const kept = readSeen();
  const rows = MUTATIONS.map((mutation) => {
    const { id, package: name, redundant } = mutation;
    const seen = kept.get(id);
    if (seen?.of !== fingerprint(mutation)) return { id, name, verdict: 'not run as it is now', why: 'NOT RUN' };
    if (seen.cases > 0) return { id, name, verdict: `${seen.cases}: ${seen.noticedBy.join(', ')}`, why: '' };
    return { id, name, verdict: 'nobody', why: redundant ?? 'UNEXPLAINED' };
  });
  const isOpen = (why: string) => why === 'UNEXPLAINED' || why === 'NOT RUN';
  return {
    text: [
      'One defence is taken away at a time, in a copy of the workspace, and the cases and tests that ought to notice are',
      'run. The rules of the guard have a proof of their own (`pnpm prove:rules`). What nobody notices is held by another layer as well; the last column says by which.',
      '',
      table(
        ['defence taken away', 'package', 'noticed by', 'why nobody notices'],
        rows.map(({ id, name, verdict, why }) => [id, name, verdict, why]),
      ),
    ].join('\n'),
    problems: rows.filter(({ why }) => isOpen(why)).map(({ id, verdict }) => `${id} [mutations] ${verdict}`),
    totals: {
      mutations: rows.length,
      noticed: rows.filter(({ why }) => why === '').length,
      explained: rows.filter(({ why }) => why !== '' && !isOpen(why)).length,
    },
  };
}
