import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `name` was most likely meant to be, or undefined when none is near. A third of the longer name may
 * differ; a difference in case or in separators alone (`user_list`, `usersList`, `users:list`) always counts as near.
 */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name);
  let best: { candidate: string; cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = distance(wanted, fold(candidate));
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    if (cost <= allowed && (best === undefined || cost < best.cost)) best = { candidate, cost };
  }
  return best?.candidate;
}

const fold = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
