import { brandOf } from '../codec/brand.ts';
import { flagsOf } from '../codec/regexp-flags.ts';
import { findToJSON } from '../codec/to-json.ts';
import {
  bigintValue,
  booleanValue,
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
  regExpSource,
  setForEach,
  setSize,
  slice,
  stringValue,
  symbolValue,
  toText,
  typedArrayLength,
  typedArrayName,
} from '../primordials.ts';
import { className, functionTitle, isWord, literal } from './names.ts';

export const MAX_DEPTH = 4;
const MAX_ITEMS = 100;

export interface Walk {
  text: string;
  readonly limit: number;
}

export const isFull = (walk: Walk): boolean => walk.text.length > walk.limit;

/** Objects on the way down, to tell cycles. */
interface Ancestor {
  readonly value: object;
  readonly parent: Ancestor | null;
}

export function inspect(walk: Walk, value: unknown, depth: number, parent: Ancestor | null): void {
  if (isFull(walk)) return;
  switch (typeof value) {
    case 'string':
      walk.text += literal(slice(value, 0, walk.limit));
      return;
    case 'bigint':
      walk.text += `${toText(value)}n`;
      return;
    case 'number':
      walk.text += value === 0 && 1 / value < 0 ? '-0' : toText(value);
      return;
    case 'function':
      walk.text += functionTitle(value);
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
    walk.text += `${labelOf(walk, key)}: `;
    inspectProperty(walk, record, key, depth, here);
  }
  walk.text += ' }';
}

function inspectProperty(walk: Walk, holder: object, key: PropertyKey, depth: number, here: Ancestor): void {
  const property = getOwnPropertyDescriptor(holder, key);
  if (property === undefined) walk.text += 'undefined';
  else if (hasOwn(property, 'value')) inspect(walk, property.value, depth + 1, here);
  else if (property.set === undefined) walk.text += '[Getter]';
  else walk.text += property.get === undefined ? '[Setter]' : '[Getter/Setter]';
}

const labelOf = (walk: Walk, key: string): string => (isWord(key) ? key : literal(slice(key, 0, walk.limit)));

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
      walk.text += `/${regExpSource(value)}/${flagsOf(value)}`;
      return true;
    case 'map':
      inspectMap(walk, value as Map<unknown, unknown>, depth, here);
      return true;
    case 'set':
      inspectSet(walk, value as Set<unknown>, depth, here);
      return true;
    case 'typed array':
      inspectBytes(walk, value);
      return true;
    case 'number':
      walk.text += `[Number: ${toText(numberValue(value))}]`;
      return true;
    case 'string':
      walk.text += `[String: ${literal(slice(stringValue(value), 0, walk.limit))}]`;
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

/** Title and message, and what else a script put on it. */
function inspectError(walk: Walk, error: object, depth: number, here: Ancestor): void {
  // By get, as everybody reads them: a class may define `name` as an accessor.
  const { name, message } = error as { name: unknown; message: unknown };
  const title = typeof name === 'string' && name !== '' ? slice(name, 0, walk.limit) : 'Error';
  const text = typeof message === 'string' ? slice(message, 0, walk.limit) : '';
  walk.text += text === '' ? `[${title}]` : `[${title}: ${text}]`;
  if (depth >= MAX_DEPTH) return;
  let opened = false;
  const show = (key: string, label: string): void => {
    walk.text += `${opened ? ', ' : ' { '}${label}: `;
    opened = true;
    inspectProperty(walk, error, key, depth, here);
  };
  const keys = enumerableKeys(error);
  for (let i = 0; i < keys.length && i < MAX_ITEMS && !isFull(walk); i++) {
    const key = keys[i] as string;
    if (key !== 'name' && key !== 'message' && key !== 'stack') show(key, labelOf(walk, key));
  }
  if (isHidden(error, 'cause')) show('cause', '[cause]');
  if (isHidden(error, 'errors')) show('errors', '[errors]');
  if (opened) walk.text += ' }';
}

const isHidden = (error: object, key: string): boolean => getOwnPropertyDescriptor(error, key)?.enumerable === false;

function inspectBytes(walk: Walk, value: object): void {
  const length = typedArrayLength(value);
  walk.text += `${typedArrayName(value) as string}(${toText(length)}) [`;
  for (let i = 0; i < length && !isFull(walk); i++) {
    walk.text += i > 0 ? ', ' : ' ';
    if (i >= MAX_ITEMS) {
      walk.text += `... ${toText(length - i)} more`;
      break;
    }
    inspect(walk, (value as Record<number, unknown>)[i], MAX_DEPTH, null);
  }
  walk.text += length > 0 ? ' ]' : ']';
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
  walk.text += closing(mapSize(map), index);
}

function inspectSet(walk: Walk, set: Set<unknown>, depth: number, here: Ancestor): void {
  walk.text += `Set(${toText(setSize(set))}) {`;
  let index = 0;
  setForEach(set, (value) => {
    if (index >= MAX_ITEMS || isFull(walk) || depth >= MAX_DEPTH) return;
    walk.text += index++ > 0 ? ', ' : ' ';
    inspect(walk, value, depth + 1, here);
  });
  walk.text += closing(setSize(set), index);
}

function closing(size: number, shown: number): string {
  if (size === 0) return '}';
  return size > shown ? ', ... }' : ' }';
}
