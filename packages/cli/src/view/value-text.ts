/** A returned value as JSON. What JSON has no way to write is written so that nothing is lost without a trace. */
export function valueText(value: unknown): string {
  return JSON.stringify(value, toJson, 2) ?? 'undefined';
}

/** A whole result as JSON, for `--json`. A value of `undefined` is there as null. */
export function resultJson(result: object): string {
  return JSON.stringify('value' in result ? { ...result, value: result.value ?? null } : result, toJson, 2);
}

function toJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Map) return { Map: [...value] };
  if (value instanceof Set) return { Set: [...value] };
  return value;
}
