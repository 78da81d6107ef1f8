import type { HostCondition } from '../attacks/host-condition.ts';
import { runJobs } from '../attacks/pool.ts';
import type { Job, Outcome } from '../attacks/protocol.ts';
import { type Verdict, verdictOf } from '../attacks/verdict.ts';
import { type Attack, appliesToThisNode, type Level, type Tier } from '../corpus.ts';
import { type Mode, ONE_LAYER } from '../subjects/modes.ts';
import { showCounts, table, tally } from './table.ts';

export interface AttackPlan {
  readonly mode: Mode;
  readonly tier: Tier;
  readonly level: Level;
  /** What the application does to its process. Default: what each attack asks for. */
  readonly host?: HostCondition;
}

export interface AttackRow extends AttackPlan {
  readonly attack: Attack;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
}

export interface AttackSettings {
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly width: number;
  readonly killAfterMs?: number;
  /** Default: yes. See {@link Job}. */
  readonly judgeTime?: boolean;
  /** Default: no. See {@link Job}. */
  readonly alone?: boolean;
  readonly onRow?: (row: AttackRow) => void;
  /** Called before the first case of a plan. */
  readonly onPlan?: (plan: AttackPlan, cases: number) => void;
}

export const DEFAULT_SETTINGS: AttackSettings = { timeoutMs: 1_000, memoryMb: 128, width: 2 };

/** Late tool calls and late callbacks need time to show; most cases have nothing that could come late. */
const graceOf = (attack: Attack): number =>
  /after-return|late|unawaited|finaliz/.test(attack.id) ? 400 : attack.needs.includes('async') ? 60 : 20;

const isAttackOnFault = (verdict: Verdict): boolean => (!verdict.contained && !verdict.unpromised) || verdict.stalled;

/** Runs all attacks once under one plan; a fault is run again alone, so that a busy machine accuses nobody. */
export async function runPlan(
  attacks: readonly Attack[],
  plan: AttackPlan,
  settings: AttackSettings = DEFAULT_SETTINGS,
): Promise<AttackRow[]> {
  const job = (attack: Attack): Job => ({
    attack,
    ...plan,
    timeoutMs: settings.timeoutMs,
    memoryMb: settings.memoryMb,
    graceMs: graceOf(attack),
    ...(settings.killAfterMs === undefined ? {} : { killAfterMs: settings.killAfterMs }),
    ...(settings.judgeTime === undefined ? {} : { judgeTime: settings.judgeTime }),
    ...(settings.alone === undefined ? {} : { alone: settings.alone }),
  });
  const jobs = attacks.filter(appliesToThisNode).map(job);
  settings.onPlan?.(plan, jobs.length);
  const row = (current: Job, outcome: Outcome): AttackRow => ({
    ...plan,
    attack: current.attack,
    outcome,
    verdict: verdictOf(current, outcome),
  });
  const first = await runJobs(jobs, settings.width, (current, outcome) => settings.onRow?.(row(current, outcome)));
  const rows = jobs.map((current, index) => row(current, first[index] as Outcome));
  if (ONE_LAYER.has(plan.mode)) return rows;
  for (const [index, seen] of rows.entries()) {
    if (!isAttackOnFault(seen.verdict) || /PWNED/.test(seen.verdict.why)) continue;
    const again = jobs[index] as Job;
    rows[index] = row(again, (await runJobs([again], 1))[0] as Outcome);
  }
  return rows;
}

export interface AttackSection {
  readonly text: string;
  readonly problems: string[];
  readonly totals: {
    cases: number;
    contained: number;
    escaped: number;
    notPromised: number;
    hostFaults: number;
    stalls: number;
  };
}

export const planName = ({ mode, tier, host }: AttackPlan): string =>
  `${mode} / ${tier}${host === undefined ? '' : ` / ${host}`}`;

/** Attack class by layer: how many of the class's cases each arrangement of layers contains. */
export function reportAttacks(rows: readonly AttackRow[]): AttackSection {
  const plans = [...new Set(rows.map(planName))];
  const classes = [...new Set(rows.map((row) => row.attack.class))].sort();
  const share = (some: readonly AttackRow[]) => {
    const contained = some.filter((row) => row.verdict.contained).length;
    const unpromised = some.filter((row) => !row.verdict.contained && row.verdict.unpromised).length;
    return `${contained}/${some.length}${unpromised > 0 ? ` (${unpromised} not promised)` : ''}`;
  };
  const matrix = classes.map((name) => [
    name,
    ...plans.map((plan) => share(rows.filter((row) => row.attack.class === name && planName(row) === plan))),
  ]);
  const ends = plans.map((plan) => {
    const some = rows.filter((row) => planName(row) === plan);
    return [
      plan,
      share(some),
      some.filter((row) => row.outcome.settled === null || row.outcome.alive === null).length,
      some.filter((row) => row.verdict.stalled).length,
      Math.round(Math.max(0, ...some.map((row) => row.outcome.stallMs))),
      Math.round(Math.max(0, ...some.map((row) => row.outcome.rss))),
      showCounts(tally(some, (row) => row.verdict.code)),
    ];
  });
  const faults = rows.filter((row) => isAttackOnFault(row.verdict));
  return {
    text: [
      table(['class', ...plans], matrix),
      '',
      table(
        [
          'layers / tier',
          'contained',
          'host faults',
          'stalls > 50 ms',
          'worst stall ms',
          'host peak MB',
          'how they end',
        ],
        ends,
      ),
    ].join('\n'),
    problems: faults.map(
      (row) =>
        `${row.attack.id} [${planName(row)} ${row.level}] ${row.verdict.contained ? `stalled the host ${Math.round(row.outcome.stallMs)} ms` : row.verdict.why} (${row.verdict.code})`,
    ),
    totals: {
      cases: rows.length,
      contained: rows.filter((row) => row.verdict.contained).length,
      escaped: rows.filter((row) => !row.verdict.contained && !row.verdict.unpromised).length,
      notPromised: rows.filter((row) => !row.verdict.contained && row.verdict.unpromised).length,
      hostFaults: rows.filter((row) => row.outcome.settled === null || row.outcome.alive === null).length,
      stalls: rows.filter((row) => row.verdict.stalled).length,
    },
  };
}
