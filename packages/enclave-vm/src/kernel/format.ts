import { brandOf } from './codec/brand.ts';
import { findToJSON } from './codec/to-json.ts';
import {
  bigintValue,
  booleanValue,
  charCodeAt,
  dateTime,
  dateToISOString,
  enumerableKeys,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  isFiniteNumber,
  mapForEach,
  mapSize,
  numberValue,
  objectPrototype,
  quote,
  regExpSource,
  setForEach,
  setSize,
  slice,
  stringValue,
  symbolValue,
  toNumber,
  toText,
  typedArrayByteLength,
  typedArrayName,
} from './primordials.ts';
import { visible } from './visible.ts';

const MAX_DEPTH = 4;
const MAX_ITEMS = 100;

interface Walk {
  text: string;
  readonly limit: number;
}

/**
 * What Node's console would print for these arguments, near enough, in at most `limit` units. Runs no getters but those of
 * errors and `toJSON` of classes; a proxy's traps may run. What they throw is swallowed.
 */
export function format(args: readonly unknown[], limit: number): string {
  const walk: Walk = { text: '', limit };
  let next = 0;
  if (args.length > 1 && typeof args[0] === 'string') next = substitute(walk, args[0], args);
  for (let i = next; i < args.length && !isFull(walk); i++) {
    if (i > 0) walk.text += ' ';
    const arg = args[i];
    if (typeof arg === 'string') walk.text += slice(arg, 0, limit);
    else inspect(walk, arg, 0, null);
  }
  return visible(slice(walk.text, 0, limit));
}

const isFull = (walk: Walk): boolean => walk.text.length > walk.limit;

/** `%s`, `%d` and the like in the first argument. Gives the index of the first argument that was not used. */
function substitute(walk: Walk, template: string, args: readonly unknown[]): number {
  let next = 1;
  let from = 0;
  for (let i = 0; i < template.length - 1 && !isFull(walk); i++) {
    if (template[i] !== '%') continue;
    const kind = template[i + 1] as string;
    if (kind === '%' && args.length > 1) {
      walk.text += slice(template, from, i + 1);
    } else if (next < args.length && isPlaceholder(kind)) {
      walk.text += slice(template, from, i);
      place(walk, kind, args[next++]);
    } else {
      continue;
    }
    i++;
    from = i + 1;
  }
  walk.text += slice(template, from, from + walk.limit);
  return next;
}

const isPlaceholder = (kind: string): boolean =>
  kind === 's' ||
  kind === 'd' ||
  kind === 'i' ||
  kind === 'f' ||
  kind === 'j' ||
  kind === 'o' ||
  kind === 'O' ||
  kind === 'c';

function place(walk: Walk, kind: string, arg: unknown): void {
  if (kind === 'c') return;
  if (kind === 's' && typeof arg === 'string') {
    walk.text += slice(arg, 0, walk.limit);
  } else if ((kind === 'd' || kind === 'i' || kind === 'f') && typeof arg !== 'bigint') {
    const number =
      typeof arg === 'object' || typeof arg === 'function' || typeof arg === 'symbol'
        ? NaN_VALUE
        : toNumber(toText(arg as string | number | boolean | null | undefined));
    walk.text += toText(kind === 'i' && isFiniteNumber(number) ? number - (number % 1) : number);
  } else {
    inspect(walk, arg, kind === 's' ? MAX_DEPTH - 1 : 0, null);
  }
}

const NaN_VALUE = toNumber('NaN');

/** Objects on the way down, to tell cycles. */
interface Ancestor {
  readonly value: object;
  readonly parent: Ancestor | null;
}

function inspect(walk: Walk, value: unknown, depth: number, parent: Ancestor | null): void {
  if (isFull(walk)) return;
  switch (typeof value) {
    case 'string':
      walk.text += quote(slice(value, 0, walk.limit));
      return;
    case 'bigint':
      walk.text += `${toText(value)}n`;
      return;
    case 'number':
      walk.text += value === 0 && 1 / value < 0 ? '-0' : toText(value);
      return;
    case 'function':
      walk.text += `[Function: ${ownText(value, 'name') || '(anonymous)'}]`;
      return;
    case 'object':
      if (value === null) break;
      try {
        inspectObject(walk, value, depth, parent);
      } catch {
        walk.text += '[unreadable]';
      }
      return;
  }
  walk.text += toText(value as symbol | boolean | null | undefined);
}

function inspectObject(walk: Walk, value: object, depth: number, parent: Ancestor | null): void {
  for (let at = parent; at !== null; at = at.parent) {
    if (at.value === value) {
      walk.text += '[Circular]';
      return;
    }
  }
  const here: Ancestor = { value, parent };
  if (isArray(value)) {
    inspectArray(walk, value, depth, here);
    return;
  }
  const prototype = getPrototypeOf(value);
  if (prototype !== objectPrototype && prototype !== null) {
    if (inspectSlots(walk, value, depth, here)) return;
    const name = className(prototype);
    if (name !== '') walk.text += `${name} `;
    if (inspectAsJSON(walk, value)) return;
  }
  inspectRecord(walk, value, depth, here);
}

/** A class that hides its state but has a text form for JSON, such as URL. Says whether this is one. */
function inspectAsJSON(walk: Walk, value: object): boolean {
  if (enumerableKeys(value).length > 0) return false;
  const toJSON = findToJSON(value);
  const text = toJSON === null ? null : toJSON();
  if (typeof text !== 'string') return false;
  walk.text += slice(text, 0, walk.limit);
  return true;
}

function inspectArray(walk: Walk, list: readonly unknown[], depth: number, here: Ancestor): void {
  const { length } = list;
  if (depth >= MAX_DEPTH) {
    walk.text += '[Array]';
    return;
  }
  walk.text += '[';
  for (let i = 0; i < length && !isFull(walk); i++) {
    walk.text += i > 0 ? ', ' : ' ';
    if (i >= MAX_ITEMS) {
      walk.text += `... ${toText(length - i)} more`;
      break;
    }
    if (hasOwn(list, i)) inspectProperty(walk, list, toText(i), depth, here);
    else walk.text += '<empty>';
  }
  walk.text += length > 0 ? ' ]' : ']';
}

function inspectRecord(walk: Walk, record: object, depth: number, here: Ancestor): void {
  const keys = enumerableKeys(record);
  if (keys.length === 0) {
    walk.text += '{}';
    return;
  }
  if (depth >= MAX_DEPTH) {
    walk.text += '[Object]';
    return;
  }
  walk.text += '{';
  for (let i = 0; i < keys.length && !isFull(walk); i++) {
    walk.text += i > 0 ? ', ' : ' ';
    if (i >= MAX_ITEMS) {
      walk.text += `... ${toText(keys.length - i)} more`;
      break;
    }
    const key = keys[i] as string;
    walk.text += `${isWord(key) ? key : quote(slice(key, 0, walk.limit))}: `;
    inspectProperty(walk, record, key, depth, here);
  }
  walk.text += ' }';
}

function inspectProperty(walk: Walk, holder: object, key: string, depth: number, here: Ancestor): void {
  const property = getOwnPropertyDescriptor(holder, key);
  if (property === undefined) walk.text += 'undefined';
  else if (hasOwn(property, 'value')) inspect(walk, property.value, depth + 1, here);
  else walk.text += '[Getter]';
}

/** Objects with internal slots. Says whether this is one. */
function inspectSlots(walk: Walk, value: object, depth: number, here: Ancestor): boolean {
  const brand = brandOf(value);
  switch (brand) {
    case 'object':
      return false;
    case 'error':
      inspectError(walk, value, depth, here);
      return true;
    case 'date':
      walk.text += isFiniteNumber(dateTime(value)) ? dateToISOString(value) : 'Invalid Date';
      return true;
    case 'regexp':
      walk.text += `/${regExpSource(value)}/`;
      return true;
    case 'map':
      inspectMap(walk, value as Map<unknown, unknown>, depth, here);
      return true;
    case 'set':
      inspectSet(walk, value as Set<unknown>, depth, here);
      return true;
    case 'typed array':
      walk.text += `${typedArrayName(value) as string} { ${toText(typedArrayByteLength(value))} bytes }`;
      return true;
    case 'number':
      walk.text += `[Number: ${toText(numberValue(value))}]`;
      return true;
    case 'string':
      walk.text += `[String: ${quote(slice(stringValue(value), 0, walk.limit))}]`;
      return true;
    case 'boolean':
      walk.text += `[Boolean: ${toText(booleanValue(value))}]`;
      return true;
    case 'bigint':
      walk.text += `[BigInt: ${toText(bigintValue(value))}n]`;
      return true;
    case 'symbol':
      walk.text += `[Symbol: ${toText(symbolValue(value))}]`;
      return true;
    case 'promise':
      walk.text += 'Promise { ... }';
      return true;
    default:
      walk.text += `[${brand}]`;
      return true;
  }
}

function inspectError(walk: Walk, error: object, depth: number, here: Ancestor): void {
  // By get, as everybody reads them: a class may define `name` as an accessor.
  const { name, message } = error as { name: unknown; message: unknown };
  const title = typeof name === 'string' && name !== '' ? slice(name, 0, walk.limit) : 'Error';
  const text = typeof message === 'string' ? slice(message, 0, walk.limit) : '';
  walk.text += text === '' ? `[${title}]` : `[${title}: ${text}]`;
  const cause = getOwnPropertyDescriptor(error, 'cause');
  if (cause !== undefined && depth < MAX_DEPTH && hasOwn(cause, 'value')) {
    walk.text += ' { cause: ';
    inspect(walk, cause.value, depth + 1, here);
    walk.text += ' }';
  }
}

function inspectMap(walk: Walk, map: Map<unknown, unknown>, depth: number, here: Ancestor): void {
  walk.text += `Map(${toText(mapSize(map))}) {`;
  let index = 0;
  mapForEach(map, (value, key) => {
    if (index >= MAX_ITEMS || isFull(walk) || depth >= MAX_DEPTH) return;
    walk.text += index++ > 0 ? ', ' : ' ';
    inspect(walk, key, depth + 1, here);
    walk.text += ' => ';
    inspect(walk, value, depth + 1, here);
  });
  walk.text += mapSize(map) > index ? ', ... }' : ' }';
}

function inspectSet(walk: Walk, set: Set<unknown>, depth: number, here: Ancestor): void {
  walk.text += `Set(${toText(setSize(set))}) {`;
  let index = 0;
  setForEach(set, (value) => {
    if (index >= MAX_ITEMS || isFull(walk) || depth >= MAX_DEPTH) return;
    walk.text += index++ > 0 ? ', ' : ' ';
    inspect(walk, value, depth + 1, here);
  });
  walk.text += setSize(set) > index ? ', ... }' : ' }';
}

/** An own data property that holds a string. */
function ownText(holder: object, key: string): string {
  const property = getOwnPropertyDescriptor(holder, key);
  if (property === undefined || !hasOwn(property, 'value') || typeof property.value !== 'string') return '';
  return slice(property.value, 0, 1000);
}

function className(prototype: object): string {
  const owner = getOwnPropertyDescriptor(prototype, 'constructor');
  if (owner === undefined || !hasOwn(owner, 'value') || typeof owner.value !== 'function') return '';
  return ownText(owner.value as object, 'name');
}

function isWord(key: string): boolean {
  for (let i = 0; i < key.length; i++) {
    const unit = charCodeAt(key, i) | 32;
    if (!((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 95 || unit === 36)) return false;
  }
  return key !== '' && !(charCodeAt(key, 0) >= 48 && charCodeAt(key, 0) <= 57);
}
