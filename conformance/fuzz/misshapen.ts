/** What is wrong with a value that came from a guest: it must be data of the host's own realm, and nothing else. */
export function misshapen(value: unknown, seen = new Set<unknown>()): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value} came across`;
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  let top: unknown = value;
  for (let next = Object.getPrototypeOf(top); next !== null; next = Object.getPrototypeOf(top)) top = next;
  if (top !== Object.prototype && top !== value) return 'a foreign prototype came across';
  for (const key of Reflect.ownKeys(value)) {
    if (key === '__proto__') return 'an own __proto__ came across';
    const { get, set, value: item } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    if (get !== undefined || set !== undefined) return 'an accessor came across';
    const problem = key === 'stack' && value instanceof Error ? undefined : misshapen(item, seen);
    if (problem !== undefined) return problem;
  }
  if (value instanceof Map || value instanceof Set) return misshapen([...value], seen);
  return undefined;
}
