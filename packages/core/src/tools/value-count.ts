/**
 * Does a value hold more than `max` values, counted as often as they are reached? What refers to itself holds more than any
 * number. A validator walks what it is given in just that way, and the arguments of a tool are a guest's.
 *
 * @param bytesAreValues each byte of a buffer counts, as for a validator that takes it for an object of numbers
 */
export function holdsMoreThan(value: unknown, max: number, bytesAreValues: boolean): boolean {
  const waiting = [value];
  let count = 1;
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (ArrayBuffer.isView(next)) {
      count += bytesAreValues ? next.byteLength : 0;
      continue;
    }
    const parts = partsOf(next);
    count += parts.length;
    if (count > max) return true;
    for (const part of parts) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
  return count > max;
}

function partsOf(value: object): unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  return value instanceof Set ? [...value] : Object.values(value);
}
