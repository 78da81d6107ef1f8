/**
 * Text of a value that a sandbox handed to the host, without running anything that the guest may have planted on it.
 * The oracle only looks for marks in the text.
 */
export function textOf(value: unknown, seen = new Set<unknown>(), depth = 0): string {
  if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value);
  if (typeof value === 'function') return '[function]';
  if (typeof value === 'bigint') return BigInt.asIntN(4096, value) === value ? `${value}` : '[large number]';
  if (value === null || typeof value !== 'object') return String(value);
  if (seen.has(value) || depth > 50) return '[...]';
  seen.add(value);
  if (value instanceof Map) return `Map{${textOf([...value], seen, depth + 1)}}`;
  if (value instanceof Set) return `Set{${textOf([...value], seen, depth + 1)}}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return `/${value.source}/`;
  if (value instanceof Error)
    return `${value.name}: ${value.message}${value.cause ? ` <- ${textOf(value.cause, seen, depth + 1)}` : ''}`;
  const entries = Object.entries(beginning(value));
  return `{${entries.map(([key, item]) => `${key}:${textOf(item, seen, depth + 1)}`).join(',')}}`;
}

const MOST = 20_000;

/** Megabytes of result are not worth reading: the mark of a script stands in its first members. */
function beginning(value: object): object {
  if (ArrayBuffer.isView(value))
    return new Uint8Array(value.buffer, value.byteOffset, Math.min(value.byteLength, MOST));
  return Array.isArray(value) ? value.slice(0, MOST) : Object.fromEntries(Object.entries(value).slice(0, MOST));
}

/** Whether a function hides anywhere in what the host received: it would be a way back into the guest. */
export function holdsFunction(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value === 'function') return true;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || seen.has(value)) return false;
  seen.add(value);
  return Object.values(value).some((item) => holdsFunction(item, seen));
}

/** Whether any object in the value has a prototype chain that does not end in the host's own `Object.prototype`. */
export function holdsForeignObject(value: unknown, seen = new Set<unknown>()): boolean {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return false;
  seen.add(value);
  let top: unknown = value;
  for (let next = Object.getPrototypeOf(top); next !== null; next = Object.getPrototypeOf(top)) top = next;
  if (top !== Object.prototype && top !== value) return true;
  return !ArrayBuffer.isView(value) && Object.values(value).some((item) => holdsForeignObject(item, seen));
}
