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
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value.constructor.name;
  if (depth >= MAX_DEPTH) return 'object';
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MAX_PROPERTIES)
    .map(([key, part]) => `${propertyName(key)}: ${typeOf(part, depth + 1)}`);
  if (entries.length > shown.length) shown.push('[key: string]: unknown /* … */');
  return shown.length === 0 ? '{}' : `{ ${shown.join('; ')} }`;
}

function arrayType(values: readonly unknown[], depth: number): string {
  if (values.length === 0 || depth >= MAX_DEPTH) return 'unknown[]';
  return `${group(union(values.slice(0, MAX_PROPERTIES).map((item) => typeOf(item, depth + 1))))}[]`;
}
