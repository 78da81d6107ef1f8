import { Bench } from 'tinybench';
import { type Contestant, type Figure, figureOf, type Row, type RowResult } from './row.ts';

const DEFAULT_ROUNDS = 7;
const ENOUGH_ROUNDS = 3;
const DEFAULT_TIME = 60;
const DEFAULT_WARM_UPS = 3;
/** A ratio whose rounds differ by more than this factor is called noisy. */
const NOISY = 1.6;

interface Sample {
  readonly median: number;
  readonly least: number;
}

async function sample(contestant: Contestant, row: Row): Promise<Sample> {
  if (row.ownFigure) {
    const figure = (await contestant.run()) as number;
    return { median: figure, least: figure };
  }
  const bench = new Bench({
    time: row.timePerRound ?? DEFAULT_TIME,
    iterations: 3,
    warmup: false,
    retainSamples: true,
  });
  bench.add('sample', async () => {
    await contestant.run();
  });
  await bench.run();
  const result = bench.tasks[0]?.result as { latency?: { p50?: number; min?: number }; error?: unknown } | undefined;
  if (result?.latency?.p50 === undefined) throw result?.error ?? new Error('tinybench gave no figure');
  return { median: result.latency.p50, least: result.latency.min ?? result.latency.p50 };
}

const middle = (values: readonly number[]): number => figureOf(values).median;

/**
 * Contestants take turns, round by round, so that a slow moment of the machine hits all of them.
 *
 * @param budgetMs after which no further round begins, once there are enough to tell
 */
export async function measureRow(row: Row, budgetMs = Number.POSITIVE_INFINITY): Promise<RowResult> {
  const until = performance.now() + budgetMs;
  const problems: string[] = [];
  const open = new Map<string, Contestant>();
  const values = new Map<string, number[]>();
  const least = new Map<string, number>();
  const drop = (name: string, error: unknown) => {
    problems.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    open.delete(name);
  };
  for (const [name, make] of Object.entries(row.contestants)) {
    try {
      const contestant = await make();
      open.set(name, contestant);
      const warmUps = row.warmUps ?? (row.ownFigure ? 0 : DEFAULT_WARM_UPS);
      for (let turn = 0; turn < warmUps; turn++) await contestant.run();
      values.set(name, []);
    } catch (error) {
      drop(name, error);
    }
  }
  for (let round = 0; round < (row.rounds ?? DEFAULT_ROUNDS); round++) {
    if (round >= ENOUGH_ROUNDS && performance.now() > until) break;
    for (const [name, contestant] of [...open]) {
      try {
        const one = await sample(contestant, row);
        values.get(name)?.push(one.median);
        least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, one.least));
      } catch (error) {
        drop(name, error);
      }
    }
  }
  for (const contestant of open.values()) await contestant.dispose?.();

  const figures: Record<string, Figure> = {};
  for (const [name, list] of values) if (list.length > 0) figures[name] = figureOf(list);
  const { contestants: _, ownFigure: __, rounds: ___, timePerRound: ____, warmUps: _____, ...facts } = row;
  return { row: facts, figures, problems, ...judge(row, values), ...best(row, least) };
}

function best({ bar }: Row, least: ReadonlyMap<string, number>): Pick<RowResult, 'bestRatio'> {
  const mine = bar?.than === undefined ? undefined : least.get(bar.ours);
  const theirs = bar?.than === undefined ? undefined : least.get(bar.than);
  return mine === undefined || theirs === undefined ? {} : { bestRatio: mine / theirs };
}

function judge(row: Row, values: ReadonlyMap<string, readonly number[]>): Pick<RowResult, 'ratio' | 'met' | 'noisy'> {
  if (row.bar === undefined) return { noisy: false };
  const { ours, than, most } = row.bar;
  const mine = values.get(ours) ?? [];
  if (mine.length === 0) return { noisy: true };
  if (than === undefined) return { met: middle(mine) <= most, noisy: false };
  const theirs = values.get(than) ?? [];
  const ratios = mine.map((value, round) => value / (theirs[round] ?? Number.NaN)).filter(Number.isFinite);
  if (ratios.length === 0) return { noisy: true };
  const ratio = figureOf(ratios);
  return { ratio, met: ratio.median <= most, noisy: ratio.high / ratio.low > NOISY };
}
