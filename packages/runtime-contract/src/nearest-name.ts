/**
 * The candidate that `name` was most likely meant to be, if one is near. Case and separators do not count (`user_list`,
 * `usersList`, `users:list`); of the letters and digits that are left a third may differ, and two that changed places differ
 * as one. Names that are not near by their length alone cost no comparison, so `name` may be a guest's.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = lettersOf(name);
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const letters = lettersOf(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, letters.length) / 3));
    if (Math.abs(wanted.length - letters.length) > allowed) continue;
    const edits = editsBetween(wanted, letters);
    if (edits <= allowed && edits < least) [nearest, least] = [candidate, edits];
  }
  return nearest;
}

const lettersOf = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || name;

/** Insertions, deletions, replacements and swaps of neighbours (the optimal string alignment distance). */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] as number;
}
