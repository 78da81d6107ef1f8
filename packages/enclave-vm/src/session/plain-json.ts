import { MAX_DEPTH } from '../kernel/wire.ts';

/**
 * Is this data that `JSON.stringify` writes without losing anything: no `undefined`, no `-0`, no class instance, no
 * cycle, and no object that occurs twice? Says no when in doubt; never throws.
 */
export function isPlainJson(value: unknown): boolean {
  try {
    return isPlain(value, new Set(), 0);
  } catch {
    return false;
  }
}

function isPlain(value: unknown, seen: Set<object>, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      if (value === null) return true;
      break;
    default:
      return false;
  }
  if (depth >= MAX_DEPTH || seen.has(value)) return false;
  seen.add(value);
  return Array.isArray(value) ? isPlainArray(value, seen, depth + 1) : isPlainRecord(value, seen, depth + 1);
}

function isPlainArray(list: readonly unknown[], seen: Set<object>, depth: number): boolean {
  if (Object.getPrototypeOf(list) !== Array.prototype) return false;
  // A hole reads as `undefined`, which is not plain.
  for (let i = 0; i < list.length; i++) if (!isPlain(list[i], seen, depth)) return false;
  return true;
}

function isPlainRecord(record: object, seen: Set<object>, depth: number): boolean {
  const prototype = Object.getPrototypeOf(record);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key of Object.keys(record)) {
    if (!isPlain((record as Record<string, unknown>)[key], seen, depth)) return false;
  }
  return !Object.hasOwn(record, 'toJSON');
}
