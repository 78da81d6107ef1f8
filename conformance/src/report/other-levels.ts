import { type Attack, LEVELS, type Level, type Tier } from '../corpus.ts';
import { type AttackRow, type AttackSection, type AttackSettings, reportAttacks, runPlan } from './attacks.ts';
import { showCounts, table, tally } from './table.ts';

/** What the vm tier does not promise is not waited for as long as in the matrix, and time is judged there alone. */
const WAIT = { killAfterMs: 3_000, judgeTime: false } as const;

/** These ask for more console output than STANDARD allows, and count it as a win to get that: PERMISSIVE allows ten times as much. */
const SIZED_FOR_STANDARD: ReadonlySet<string> = new Set([
  'own-limit-console-then-call',
  'own-console-multibyte',
  'own-console-group-amplify',
]);

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
    const asked = attacks.filter(({ id }) => other !== 'PERMISSIVE' || !SIZED_FOR_STANDARD.has(id));
    for (const tier of tiers) {
      const own = await runPlan(asked, { mode: 'full', tier, level: other }, { ...settings, ...WAIT });
      const { contained, notPromised } = reportAttacks(own).totals;
      const stall = Math.round(Math.max(0, ...own.map(({ outcome }) => outcome.stallMs)));
      const ends = showCounts(tally(own, ({ verdict }) => verdict.code));
      lines.push([other, tier, `${contained}/${own.length}`, notPromised, tier === 'process' ? stall : '-', ends]);
      rows.push(...own);
    }
  }
  const head = ['level', 'tier', 'contained', 'not promised', 'worst stall ms', 'how they end'];
  const left = [...SIZED_FOR_STANDARD].map((id) => `\`${id}\``).join(', ');
  const note = `Not asked at PERMISSIVE, whose console budgets are larger than what they ask for: ${left}.`;
  return { ...reportAttacks(rows), text: `${table(head, lines)}\n\n${note}` };
}
