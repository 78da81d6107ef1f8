/** A returned value as JSON. What JSON has no way to write is written so that nothing is lost without a trace. */
export function valueText(value: unknown): string {
  return visibleJson(JSON.stringify(value, toJson, 2) ?? 'undefined');
}

/** A whole result as JSON, for `--json`. A value of `undefined` is there as null. */
export function resultJson(result: object): string {
  return visibleJson(
    JSON.stringify('value' in result ? { ...result, value: result.value ?? null } : result, toJson, 2),
  );
}

/** Control and invisible characters as escapes: harmless on a terminal, and the same text to a JSON parser. */
function visibleJson(json: string): string {
  return json.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : escaped(character),
  );
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function toJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Map) return { Map: [...value] };
  if (value instanceof Set) return { Set: [...value] };
  return value;
}
