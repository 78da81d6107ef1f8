/** One thing whose cost is measured. Set-up and tear-down do not count. */
export interface Contestant {
  /** One operation. Returns its own figure when time is not what the row is about, or when only a part of it counts. */
  run(): unknown;
  dispose?(): unknown;
}

/** What a row is about. */
export interface RowFacts {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly unit: 'ms' | 'MB' | 'x';
  /** `ours` divided by `than` must not exceed `most`; without `than`, `ours` itself must not. */
  readonly bar?: { readonly ours: string; readonly than?: string; readonly most: number };
}

/** One line of the tables: ours, what it is held against, and others beside it. */
export interface Row extends RowFacts {
  /** Set when {@link Contestant.run} gives the figure itself. */
  readonly ownFigure?: boolean;
  /** Operations in one sample, when one alone is too short or too noisy to time. */
  readonly rounds?: number;
  readonly timePerRound?: number;
  /** Operations before the first sample, so that what is timed is compiled and loaded. Default: 3, or 0 with `ownFigure`. */
  readonly warmUps?: number;
  readonly contestants: Readonly<Record<string, () => Promise<Contestant> | Contestant>>;
}

export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface RowResult {
  readonly row: RowFacts;
  readonly figures: Readonly<Record<string, Figure>>;
  /** Per round ours/than: its median, lowest and highest. */
  readonly ratio?: Figure;
  readonly met?: boolean;
  /** Ours/than at the least disturbed sample of each: what the ratio tends to on a machine with nothing else to do. */
  readonly bestRatio?: number;
  /** The rounds disagree so much that the ratio says little. */
  readonly noisy: boolean;
  readonly problems: readonly string[];
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 ? sorted[middle] : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  return { median: median ?? Number.NaN, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN };
}
