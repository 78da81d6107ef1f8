import { HOST_CONDITIONS } from '../attacks/host-condition.ts';
import type { Attack, Level, Tier } from '../corpus.ts';
import { type AttackRow, type AttackSection, type AttackSettings, reportAttacks, runPlan } from './attacks.ts';
import { showCounts, table, tally } from './table.ts';

/** Kinds whose outcome can depend on the application around the sandbox. */
export const TOUCHES_THE_HOST = /^(escape|leak|dos-crash|pollution)$/;

/** The attacks on the host, in hosts that use promise hooks, other rejection modes, other time zones and the like. */
export async function reportHosts(
  attacks: readonly Attack[],
  tiers: readonly Tier[],
  level: Level,
  settings: AttackSettings,
): Promise<Omit<AttackSection, 'totals'> & { totals: { cases: number; contained: number } }> {
  const some = attacks.filter(({ kind, host }) => TOUCHES_THE_HOST.test(kind) || host !== undefined);
  const rows: AttackRow[] = [];
  const lines: (string | number)[][] = [];
  for (const host of HOST_CONDITIONS) {
    for (const tier of tiers) {
      // The process tier does not share its realm's process with the application.
      const chosen = tier === 'process' ? some.filter((attack) => attack.host !== undefined) : some;
      const own = await runPlan(chosen, { mode: 'guard-off', tier, level, host }, settings);
      const held = own.filter(({ verdict }) => verdict.contained || verdict.unpromised).length;
      lines.push([host, tier, `${held}/${own.length}`, showCounts(tally(own, ({ verdict }) => verdict.code))]);
      rows.push(...own);
    }
  }
  return {
    text: table(['host', 'tier', 'contained', 'how they end'], lines),
    problems: reportAttacks(rows).problems,
    totals: { cases: rows.length, contained: rows.filter(({ verdict }) => verdict.contained).length },
  };
}
