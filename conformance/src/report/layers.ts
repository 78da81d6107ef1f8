import { EXPLAINED, LAYERS } from '../attacks/layers.ts';
import { type Attack, appliesToThisNode, type Level } from '../corpus.ts';
import { type AttackRow, type AttackSettings, runPlan } from './attacks.ts';
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
  const classes = [...new Set(attacks.map((attack) => attack.class))].sort();
  const problems: string[] = [];
  const few: string[][] = [];
  const rows = classes.map((name) => {
    const shares = LAYERS.map((layer) => {
      const some = (seen.get(layer.name) ?? []).filter((row) => row.attack.class === name);
      return { layer: layer.name, held: some.filter((row) => row.verdict.contained).length, count: some.length };
    });
    const alone = shares.filter(({ held, count }) => count > 0 && held === count).map(({ layer }) => layer);
    if (alone.length < AT_LEAST) {
      const reason = EXPLAINED[name];
      if (reason === undefined) problems.push(`${name} [layers] only ${alone.join() || 'none'} stops all of it alone`);
      few.push([name, alone.join(', ') || 'none', reason ?? 'UNEXPLAINED']);
    }
    return [name, ...shares.map(({ held, count }) => `${held}/${count}`), alone.join(', ') || 'none'];
  });
  const fewest = attacks.map(
    (attack) =>
      LAYERS.filter(({ name }) => seen.get(name)?.some((row) => row.attack.id === attack.id && row.verdict.contained))
        .length,
  );
  const unstopped = attacks.filter((_, index) => fewest[index] === 0).map(({ id }) => id);
  problems.push(
    ...unstopped.filter((id) => EXPLAINED[id] === undefined).map((id) => `${id} [layers] no layer stops it alone`),
  );
  const cases = [0, 1, 2, 3, 4].map((count) => `${fewest.filter((one) => one === count).length} by ${count}`);
  return {
    text: [
      ...LAYERS.map(({ name, means }) => `- **${name}** alone: ${means}.`),
      '',
      table(['class', ...LAYERS.map(({ name }) => name), 'stop the whole class alone'], rows),
      '',
      `Cases by the number of layers that stop them alone: ${cases.join(', ')}.`,
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
