import { BUDGETS, type Budget } from '../attacks/layers.ts';
import type { Attack, Level } from '../corpus.ts';
import { type AttackRow, type AttackSettings, runPlan } from './attacks.ts';
import { showCounts, table, tally } from './table.ts';

export interface BudgetRun {
  readonly budget: Budget;
  readonly rows: readonly AttackRow[];
}

const MB = 1024 * 1024;
/** Who computes without end is not waited for as long as usual; to use up more memory than allowed takes its time. */
const WAIT = { killAfterMs: 4_000 } as const;
const TIME_TO_GROW = { timeoutMs: 4_000 } as const;

/** The attacks of each class under each budget that guards against it. */
export async function runBudgets(
  attacks: readonly Attack[],
  level: Level,
  settings: AttackSettings,
): Promise<BudgetRun[]> {
  const runs: BudgetRun[] = [];
  for (const budget of BUDGETS) {
    const cases = attacks.filter((attack) => attack.class === budget.class);
    if (cases.length === 0) continue;
    const plan = { mode: budget.mode, tier: 'process', level } as const;
    const time = budget.class === 'dos-memory' ? { ...WAIT, ...TIME_TO_GROW } : WAIT;
    runs.push({ budget, rows: await runPlan(cases, plan, { ...settings, ...time }) });
  }
  return runs;
}

const HEAD = ['class', 'budget', 'what it is', 'contained', 'most held by the child, MB', 'how they end', 'misses'];

export function budgetsTable(runs: readonly BudgetRun[]): string {
  return table(
    HEAD,
    runs.map(({ budget, rows }) => {
      const missed = rows.filter((row) => !row.verdict.contained).map((row) => `\`${row.attack.id}\``);
      const most = Math.max(...rows.map((row) => row.outcome.settled?.peakMemory ?? 0)) / MB;
      return [
        budget.class,
        budget.control ? '(none)' : budget.name,
        budget.means,
        `${rows.length - missed.length}/${rows.length}`,
        Math.round(most),
        showCounts(tally(rows, (row) => row.verdict.code)),
        budget.control ? '' : missed.join(', '),
      ];
    }),
  );
}
