/** A returned value as JSON. What JSON has no way to write is written so that nothing is lost without a trace. */
export function valueText(value: unknown): string {
  return visibleJson(JSON.stringify(value, replacer(), 2) ?? 'undefined');
}

/** A whole result as JSON, for `--json`. A value of `undefined` is there as null. */
export function resultJson(result: object): string {
  return visibleJson(
    JSON.stringify('value' in result ? { ...result, value: result.value ?? null } : result, replacer(), 2),
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

/** A replacer for one call of `JSON.stringify`: it keeps the way from the root, so that a cycle is written as a word. */
function replacer(): (this: unknown, key: string, value: unknown) => unknown {
  const way: unknown[] = [];
  return function (_key, value) {
    const depth = way.lastIndexOf(this);
    way.length = depth + 1;
    if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}n` : value;
    if (way.includes(value)) return '[circular]';
    const shown = readable(value);
    way.push(shown);
    return shown;
  };
}

function readable(value: object): unknown {
  if (value instanceof Map) return { Map: [...value] };
  if (value instanceof Set) return { Set: [...value] };
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return { [value.name]: value.message };
  return value;
}
