const made = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The names as a set. Options are the same list in each run: the set is made once for each. */
export function nameSet(names: readonly string[]): ReadonlySet<string> {
  let set = made.get(names);
  if (set === undefined) {
    set = new Set(names);
    made.set(names, set);
  }
  return set;
}
