import { existsSync, writeFileSync } from 'node:fs';
import { inCorpus, readLines } from '../corpus.ts';

/** What a run of the suite said of one mutation. */
export interface Seen {
  readonly id: string;
  /** The fingerprint of the mutation that was run. */
  readonly of: string;
  readonly cases: number;
  /** Some of the cases that noticed. */
  readonly noticedBy: readonly string[];
}

const FILE = inCorpus('mutations.jsonl');

export const readSeen = (): Map<string, Seen> =>
  new Map((existsSync(FILE) ? readLines<Seen>([FILE]) : []).map((one) => [one.id, one]));

/** Keeps a result; those of mutations that were not run now stay as they are, in the order of their ids. */
export function keepSeen(seen: Seen): void {
  const all = [...readSeen().set(seen.id, seen).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  writeFileSync(FILE, all.map((one) => `${JSON.stringify(one)}\n`).join(''));
}
