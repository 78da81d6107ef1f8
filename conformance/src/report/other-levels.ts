import { type Attack, LEVELS, type Level, type Tier } from '../corpus.ts';
import { type AttackRow, type AttackSection, type AttackSettings, reportAttacks, runPlan } from './attacks.ts';
import { showCounts, table, tally } from './table.ts';

/** What the vm tier does not promise is not waited for as long as in the matrix. */
const WAIT = { killAfterMs: 3_000 } as const;

/** The whole product at the levels that the matrix is not about. */
export async function reportOtherLevels(
  attacks: readonly Attack[],
  tiers: readonly Tier[],
  level: Level,
  settings: AttackSettings,
): Promise<AttackSection> {
  const rows: AttackRow[] = [];
  const lines: (string | number)[][] = [];
  for (const other of LEVELS.filter((name) => name !== level)) {
    for (const tier of tiers) {
      const own = await runPlan(attacks, { mode: 'full', tier, level: other }, { ...settings, ...WAIT });
      const { contained, notPromised } = reportAttacks(own).totals;
      const ends = showCounts(tally(own, ({ verdict }) => verdict.code));
      lines.push([other, tier, `${contained}/${own.length}`, notPromised, ends]);
      rows.push(...own);
    }
  }
  const head = ['level', 'tier', 'contained', 'not promised', 'how they end'];
  return { ...reportAttacks(rows), text: table(head, lines) };
}
