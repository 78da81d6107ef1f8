import { EXPLAINED, LAYERS } from '../attacks/layers.ts';
import { mostHeld } from '../attacks/verdict.ts';
import { type Attack, appliesToThisNode, type Level } from '../corpus.ts';
import { type AttackRow, type AttackSettings, runPlan } from './attacks.ts';
import { budgetsTable, runBudgets } from './budgets.ts';
import { table } from './table.ts';

export interface LayersSection {
  readonly text: string;
  readonly problems: string[];
  readonly totals: { classes: number; stoppedByTwo: number; explained: number };
}

const AT_LEAST = 2;

/** A naive sandbox that hangs will not come back: no need to wait long for it. */
const IMPATIENT = { timeoutMs: 500, killAfterMs: 1_500 } as const;

/** Attack class by single layer: which of them stop the whole class with nothing else in place. */
export async function reportLayers(
  all: readonly Attack[],
  level: Level,
  settings: AttackSettings,
): Promise<LayersSection> {
  const attacks = all.filter(appliesToThisNode);
  const seen = new Map<string, readonly AttackRow[]>();
  for (const { name, mode, tier } of LAYERS) {
    seen.set(name, await runPlan(attacks, { mode, tier, level }, { ...settings, ...IMPATIENT }));
  }
  const budgets = await runBudgets(attacks, level, settings);
  /** All that stands alone against a class: where the process is several layers, these in its place. */
  const layersOf = (name: string) => {
    const parts = budgets.filter(({ budget }) => budget.class === name && !budget.control);
    const layers = LAYERS.filter((layer) => layer.name !== 'process' || parts.length === 0).map((layer) => ({
      layer: layer.name,
      rows: (seen.get(layer.name) ?? []).filter((row) => row.attack.class === name),
    }));
    return [...layers, ...parts.map(({ budget, rows }) => ({ layer: `process (${budget.name})`, rows }))];
  };
  const classes = [...new Set(attacks.map((attack) => attack.class))].sort();
  const problems: string[] = [];
  const few: string[][] = [];
  const rows = classes.map((name) => {
    const shares = LAYERS.map((layer) => {
      const some = (seen.get(layer.name) ?? []).filter((row) => row.attack.class === name);
      return `${some.filter((row) => row.verdict.contained).length}/${some.length}`;
    });
    const alone = layersOf(name)
      .filter(({ rows }) => rows.every((row) => row.verdict.contained))
      .map(({ layer }) => layer);
    if (alone.length < AT_LEAST) {
      const reason = EXPLAINED[name];
      if (reason === undefined) problems.push(`${name} [layers] only ${alone.join() || 'none'} stops all of it alone`);
      few.push([name, alone.join(', ') || 'none', reason ?? 'UNEXPLAINED']);
    }
    return [name, ...shares, alone.join(', ') || 'none'];
  });
  const stoppedBy = attacks.map(
    ({ id, class: name }) =>
      layersOf(name).filter(({ rows }) => rows.some((row) => row.attack.id === id && row.verdict.contained)).length,
  );
  const unstopped = attacks.filter((_, index) => stoppedBy[index] === 0).map(({ id }) => id);
  problems.push(
    ...unstopped.filter((id) => EXPLAINED[id] === undefined).map((id) => `${id} [layers] no layer stops it alone`),
  );
  const lonely = attacks.filter((_, index) => stoppedBy[index] === 1).map(({ id }) => `\`${id}\``);
  const counts = Array.from({ length: Math.max(...stoppedBy, 0) + 1 }, (_, count) => count);
  const cases = counts.map((count) => `${stoppedBy.filter((one) => one === count).length} by ${count}`);
  return {
    text: [
      ...LAYERS.map(({ name, means }) => `- **${name}** alone: ${means}.`),
      '',
      table(['class', ...LAYERS.map(({ name }) => name), 'stop the whole class alone'], rows),
      '',
      'Where several budgets of the process guard against one class, each is a layer. With the others out of reach, in a child',
      'whose kernel is as naive as a tutorial; contained where the host is well and the child held no more than the system is told',
      `to give one at most (1 GB and twice the memory limit: ${mostHeld(settings)} MB):`,
      '',
      budgetsTable(budgets),
      '',
      `Cases by the number of layers that stop them alone: ${cases.join(', ')}.`,
      ...(lonely.length === 0 ? [] : [`By one: ${lonely.join(', ')}.`]),
      ...unstopped.map((id) => `\nNo layer alone: \`${id}\`. ${EXPLAINED[id] ?? 'UNEXPLAINED'}`),
      ...(few.length === 0
        ? []
        : [
            '',
            'Classes that fewer than two layers stop as a whole:',
            '',
            table(['class', 'alone', 'why, and what holds'], few),
          ]),
    ].join('\n'),
    problems,
    totals: {
      classes: classes.length,
      stoppedByTwo: classes.length - few.length,
      explained: few.filter(([name]) => EXPLAINED[name as string] !== undefined).length,
    },
  };
}
