import { group, propertyName, union } from '../tools/type-text.ts';

const MAX_DEPTH = 4;
const MAX_PROPERTIES = 20;

/** `declare const` for a global, so that the model sees its shape: data as it is, functions as the guest gets them. */
export function declareGlobal(name: string, value: unknown): string {
  return `declare const ${name}: ${typeOf(value, 0)};`;
}

function typeOf(value: unknown, depth: number): string {
  if (typeof value === 'function') return '(...args: unknown[]) => Promise<unknown>';
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return arrayType(value, depth);
  const builtIn = builtInOf(value);
  if (builtIn !== undefined) return builtIn;
  if (depth >= MAX_DEPTH) return 'object';
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MAX_PROPERTIES)
    .map(([key, part]) => `${propertyName(key)}: ${typeOf(part, depth + 1)}`);
  if (entries.length > shown.length) shown.push('[key: string]: unknown /* … */');
  return shown.length === 0 ? '{}' : `{ ${shown.join('; ')} }`;
}

/** The class of the language that a value is of. An instance of any other arrives as a plain object. */
function builtInOf(value: object): string | undefined {
  for (let at = Object.getPrototypeOf(value); at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const made: unknown = at.constructor;
    if (typeof made === 'function' && Reflect.get(globalThis, made.name) === made) return made.name;
  }
  return undefined;
}

function arrayType(values: readonly unknown[], depth: number): string {
  if (values.length === 0 || depth >= MAX_DEPTH) return 'unknown[]';
  return `${group(union(values.slice(0, MAX_PROPERTIES).map((item) => typeOf(item, depth + 1))))}[]`;
}
