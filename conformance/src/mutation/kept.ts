import { existsSync, writeFileSync } from 'node:fs';
import { inCorpus, readLines } from '../corpus.ts';

/** What a run of the suite said of one mutation. */
export interface Seen {
  readonly id: string;
  readonly cases: number;
  /** Some of the cases that noticed. */
  readonly noticedBy: readonly string[];
}

const FILE = inCorpus('mutations.jsonl');

export const readSeen = (): Map<string, Seen> =>
  new Map((existsSync(FILE) ? readLines<Seen>([FILE]) : []).map((one) => [one.id, one]));

/** Keeps results; those of mutations that were not run now stay as they are. */
export function keepSeen(results: readonly Seen[]): void {
  const all = readSeen();
  for (const one of results) all.set(one.id, one);
  writeFileSync(FILE, [...all.values()].map((one) => `${JSON.stringify(one)}\n`).join(''));
}
