/** A returned value as text for a model: JSON, and what JSON has no way to write in words. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'undefined (there was no `return`, or what it returned is undefined)';
  return JSON.stringify(toReadable(value, []), undefined, 1);
}

function toReadable(value: unknown, ancestors: readonly object[]): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (ancestors.includes(value)) return '(circular)';
  const within = [...ancestors, value];
  const inner = (part: unknown) => toReadable(part, within);
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Map) return { Map: Array.from(value, ([key, entry]) => [inner(key), inner(entry)]) };
  if (value instanceof Set) return { Set: Array.from(value, inner) };
  if (value instanceof Date || value instanceof RegExp) return value instanceof RegExp ? String(value) : value.toJSON();
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `(${value.byteLength} bytes)`;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
}
