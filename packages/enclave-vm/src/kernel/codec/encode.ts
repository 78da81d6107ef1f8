import { className } from '../format/names.ts';
import {
  arrayBufferByteLength,
  bigintValue,
  booleanValue,
  dataViewBuffer,
  dataViewByteLength,
  dataViewByteOffset,
  dateTime,
  enumerableKeys,
  getPrototypeOf,
  hasOwn,
  isArray,
  isFiniteNumber,
  isSafeInteger,
  mapForEach,
  mapGet,
  numberValue,
  objectPrototype,
  ownKeys,
  quote,
  setForEach,
  stringValue,
  toNumber,
  toText,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayName,
} from '../primordials.ts';
import { define } from '../shapes.ts';
import { MAX_DEPTH, MAX_LEAF_UNITS, TAG } from '../wire.ts';
import { brandOf } from './brand.ts';
import { DATE_COST, ENTRY_COST, ERROR_COST, HOLE_COST, MAX_KEYS, SLOTTED_COST } from './cost.ts';
import { writeBigInt, writeBytes, writeRegExp } from './encode-leaves.ts';
import {
  type Counted,
  charge,
  type EncodeOptions,
  encoded,
  measure,
  openTag,
  openWalk,
  outgrown,
  refuse,
  refused,
  remember,
  reserve,
  tag,
  tooDear,
  type Walk,
  type Written,
} from './encode-walk.ts';
import { type Place, pathOf } from './path.ts';
import { hasPrivateState } from './private-state.ts';
import { toJSONText } from './quote-long.ts';
import { findToJSON } from './to-json.ts';
import { takesMoreBytes } from './utf8-bytes.ts';

/** What JSON writes for a hole: `null,`. */
const HOLE_UNITS = 5;
const MAX_LENGTH = 2 ** 32 - 1;

/**
 * Turns a value into text. Serves both directions: in the guest, where getters, proxies and `toJSON` run under the
 * guest's own budgets, and in the host for what {@link encode} of plain JSON cannot do. Never throws.
 */
export function encode(value: unknown, options: EncodeOptions): Counted {
  const walk = openWalk(options);
  try {
    write(walk, value, null, null, 0);
    reserve(walk, 0);
    if (options.toHost && takesMoreBytes(walk.text, options.limit)) outgrown(walk);
  } catch {
    return refused(walk);
  }
  return encoded(walk);
}

export function write(walk: Walk, value: unknown, place: Place | null, owner: unknown, depth: number): void {
  switch (typeof value) {
    case 'string':
      reserve(walk, value.length + 2);
      walk.text += toJSONText(walk, value);
      return;
    case 'boolean':
      walk.text += value ? 'true' : 'false';
      return;
    case 'number':
      if (!isFiniteNumber(value)) {
        tag(walk, 'number', quote(toText(value)));
        return;
      }
      if (value === 0 && 1 / value < 0) {
        tag(walk, 'number', '"-0"');
        return;
      }
      walk.text += toText(value);
      return;
    case 'undefined':
      tag(walk, 'undefined', '0');
      return;
    case 'bigint':
      writeBigInt(walk, value);
      return;
    case 'symbol':
      refuse(walk, 'is a symbol');
      return;
    case 'function':
      if (walk.options.functionId === undefined) {
        refuse(walk, 'is a function');
        return;
      }
      tag(walk, 'function', toText(walk.options.functionId(value, owner, pathOf('', walk.place))));
      return;
    default:
      if (value === null) walk.text += 'null';
      else writeObject(walk, value as object, place, depth);
  }
}

function writeObject(walk: Walk, value: object, place: Place | null, depth: number): void {
  if (depth >= MAX_DEPTH) refuse(walk, `is nested deeper than ${MAX_DEPTH} levels`);
  const known = mapGet(walk.seen, value);
  if (known !== undefined) {
    walk.hidden += known.size;
    walk.last = known;
    tag(walk, 'ref', toText(known.index));
    return;
  }
  reserve(walk, 0);
  if (isArray(value)) {
    const written = remember(walk, value);
    writeArray(walk, value, place, depth);
    measure(walk, written);
    return;
  }
  const prototype = getPrototypeOf(value);
  const isInstance = prototype !== objectPrototype && prototype !== null;
  const brand = isInstance ? brandOf(value) : 'object';
  const toJSON = brand === 'object' || brand === 'error' ? findToJSON(value) : null;
  if (toJSON !== null) {
    write(walk, toJSON(), place, null, depth + 1);
    return;
  }
  if (brand !== 'object') {
    writeBranded(walk, brand, value, place, depth);
    return;
  }
  if (isInstance && !walk.options.toHost && isEmptyInstance(value)) {
    refuse(walk, `is ${nameOf(value)} of which nothing can be copied: give its data instead`);
  }
  if (isInstance && hasPrivateState(value)) refuse(walk, 'is a class instance with private state');
  const written = remember(walk, value);
  writeRecord(walk, written, value, place, depth);
  measure(walk, written);
}

/** A `Response`, a stream, a handle: the other side would get an empty object, and nobody would know. */
const isEmptyInstance = (value: object): boolean =>
  enumerableKeys(value).length === 0 && getPrototypeOf(getPrototypeOf(value) as object) !== null;

function nameOf(value: object): string {
  const name = className(getPrototypeOf(value) as object);
  return name === '' ? 'an object' : `an instance of ${name}`;
}

function writeArray(walk: Walk, list: readonly unknown[], place: Place | null, depth: number): void {
  const listing = openListing(walk, list, place, depth);
  walk.text += '[';
  for (let i = 0; i < listing.length; ) i = writeItem(walk, listing, i);
  walk.text += ']';
  walk.place = place;
}

/** A list that is being written. */
export interface Listing {
  readonly list: readonly unknown[];
  readonly length: number;
  readonly place: Place;
  readonly depth: number;
  /** Asked for at the first hole. */
  keys: PropertyKey[] | null;
  nextKey: number;
}

export function openListing(walk: Walk, list: readonly unknown[], parent: Place | null, depth: number): Listing {
  const { length } = list;
  // A proxy may say anything.
  if (!isSafeInteger(length) || length < 0 || length > MAX_LENGTH) refuse(walk, 'has no proper length');
  return { list, length, place: { parent, kind: 'index', key: 0 }, depth, keys: null, nextKey: 0 };
}

/** Writes what is at `i`, or the holes that begin there, and says where to go on. */
export function writeItem(walk: Walk, listing: Listing, i: number): number {
  const { list, place } = listing;
  if (i > 0) walk.text += ',';
  place.key = i;
  walk.place = place;
  const item = list[i];
  let next = i + 1;
  if (item === undefined && !hasOwn(list, i)) {
    next = endOfHoles(listing, i);
    walk.hidden += (next - i) * HOLE_UNITS;
    charge(walk, HOLE_COST);
    tag(walk, 'hole', toText(next - i));
  } else {
    write(walk, item, place, list, listing.depth + 1);
  }
  reserve(walk, 0);
  return next;
}

/** One run of holes at a time, found by key: an array may be 2^32 - 1 long and empty. */
function endOfHoles(listing: Listing, from: number): number {
  if (listing.keys === null) listing.keys = ownKeys(listing.list);
  const { keys, length } = listing;
  for (; listing.nextKey < keys.length; listing.nextKey++) {
    const key = keys[listing.nextKey];
    const index = typeof key === 'string' ? toNumber(key) : -1;
    if (isSafeInteger(index) && index > from && index < length) return index;
  }
  return length;
}

function writeRecord(walk: Walk, written: Written, record: object, place: Place | null, depth: number): void {
  const escaped = hasOwn(record, TAG);
  if (escaped) openTag(walk, 'object');
  writeEntries(walk, written, record, enumerableKeys(record), place, depth, escaped);
  if (escaped) walk.text += '}';
}

/** Properties: as a JSON object, or as a list of key, value, key, value. */
function writeEntries(
  walk: Walk,
  written: Written,
  record: object,
  keys: readonly string[],
  place: Place | null,
  depth: number,
  flat: boolean,
): void {
  const here: Place = { parent: place, kind: 'key', key: '' };
  if (walk.options.toHost && keys.length > MAX_KEYS) tooDear(walk, `has an object of more than ${MAX_KEYS} keys`);
  walk.text += flat ? '[' : '{';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    here.key = key;
    walk.place = here;
    const item = (record as Record<string, unknown>)[key];
    if (walk.options.toHost && key === '__proto__') refuse(walk, 'is a key that can pollute prototypes');
    writeKey(walk, key, i === 0, flat);
    if (walk.options.toHost && (key === 'constructor' || key === 'prototype')) {
      walk.last = null;
      write(walk, item, here, record, depth + 1);
      checkPollution(walk, written, here);
    } else {
      write(walk, item, here, record, depth + 1);
    }
  }
  walk.text += flat ? ']' : '}';
  walk.place = place;
}

export function writeKey(walk: Walk, key: string, first: boolean, flat: boolean): void {
  reserve(walk, key.length);
  walk.text += `${first ? '' : ','}${toJSONText(walk, key)}${flat ? ',' : ':'}`;
}

/**
 * Refuses an object under `constructor` that has one under `prototype`. Judged by what was written: getters, proxies and
 * `toJSON` may say one thing when they are asked and another when they are read.
 */
function checkPollution(walk: Walk, owner: Written, here: Place): void {
  const value = walk.last;
  if (value === null) return;
  if (here.key === 'constructor') value.isConstructor = true;
  else owner.hasPrototype = true;
  const culprit = here.key === 'constructor' ? value : owner;
  if (!culprit.isConstructor || !culprit.hasPrototype) return;
  walk.place = here.key === 'constructor' ? here : here.parent;
  refuse(walk, 'holds a `prototype` object, with which it can pollute prototypes');
}

function writeBranded(
  walk: Walk,
  brand: Exclude<ReturnType<typeof brandOf>, 'object'>,
  value: object,
  place: Place | null,
  depth: number,
): void {
  switch (brand) {
    case 'number':
      write(walk, numberValue(value), place, null, depth);
      return;
    case 'string':
      write(walk, stringValue(value), place, null, depth);
      return;
    case 'boolean':
      write(walk, booleanValue(value), place, null, depth);
      return;
    case 'bigint':
      write(walk, bigintValue(value), place, null, depth);
      return;
    case 'symbol':
      refuse(walk, 'is a symbol');
      return;
    case 'promise':
      refuse(walk, 'is a promise: await it first');
      return;
    case 'generator':
      refuse(walk, 'is a generator: collect its values first');
      return;
    case 'weak collection':
      refuse(walk, 'is a WeakMap or WeakSet');
      return;
  }
  const written = remember(walk, value);
  const start = walk.text.length;
  writeSlots(walk, brand, written, value, place, depth);
  if ((brand === 'error' || brand === 'regexp') && walk.options.toHost && walk.text.length - start > MAX_LEAF_UNITS)
    tooDear(
      walk,
      `has ${brand === 'error' ? 'an error' : 'a regular expression'} of more than ${MAX_LEAF_UNITS} characters`,
    );
  measure(walk, written);
}

function writeSlots(
  walk: Walk,
  brand: 'date' | 'regexp' | 'map' | 'set' | 'error' | 'array buffer' | 'data view' | 'typed array',
  written: Written,
  value: object,
  place: Place | null,
  depth: number,
): void {
  switch (brand) {
    case 'date': {
      charge(walk, DATE_COST);
      const time = dateTime(value);
      tag(walk, 'date', isFiniteNumber(time) ? toText(time) : 'null');
      return;
    }
    case 'regexp':
      writeRegExp(walk, value);
      return;
    case 'map':
      writeMap(walk, value as Map<unknown, unknown>, place, depth);
      return;
    case 'set':
      writeSet(walk, value as Set<unknown>, place, depth);
      return;
    case 'error':
      writeError(walk, written, value, place, depth);
      return;
    case 'array buffer':
      writeBytes(walk, 'ArrayBuffer', value as ArrayBuffer, 0, arrayBufferByteLength(value));
      return;
    case 'data view':
      writeBytes(walk, 'DataView', dataViewBuffer(value), dataViewByteOffset(value), dataViewByteLength(value));
      return;
    case 'typed array':
      writeBytes(
        walk,
        typedArrayName(value) as string,
        typedArrayBuffer(value),
        typedArrayByteOffset(value),
        typedArrayByteLength(value),
      );
      return;
  }
}

function writeMap(walk: Walk, map: Map<unknown, unknown>, place: Place | null, depth: number): void {
  const here: Place = { parent: place, kind: 'entry', key: 0 };
  let first = true;
  let index = 0;
  charge(walk, SLOTTED_COST);
  openTag(walk, 'map');
  walk.text += '[';
  mapForEach(map, (value, key) => {
    charge(walk, ENTRY_COST);
    if (!first) walk.text += ',';
    first = false;
    here.key = index++;
    here.kind = 'map key';
    walk.place = here;
    write(walk, key, here, null, depth + 1);
    walk.text += ',';
    here.kind = typeof key === 'string' ? 'map value' : 'entry';
    if (typeof key === 'string') here.key = key;
    walk.place = here;
    write(walk, value, here, null, depth + 1);
  });
  walk.text += ']}';
  walk.place = place;
}

function writeSet(walk: Walk, set: Set<unknown>, place: Place | null, depth: number): void {
  const here: Place = { parent: place, kind: 'entry', key: 0 };
  let index = 0;
  charge(walk, SLOTTED_COST);
  openTag(walk, 'set');
  walk.text += '[';
  setForEach(set, (value) => {
    charge(walk, ENTRY_COST);
    if (index > 0) walk.text += ',';
    here.key = index++;
    walk.place = here;
    write(walk, value, here, null, depth + 1);
  });
  walk.text += ']}';
  walk.place = place;
}

/**
 * Name, message, what it has of `cause` and `errors`, and to the host what else the script put on it, as JSON would
 * write it. No stack crosses. What a host's error holds stays in the host: it may be a whole request with its secrets.
 */
function writeError(walk: Walk, written: Written, error: object, place: Place | null, depth: number): void {
  const here: Place = { parent: place, kind: 'key', key: 'name' };
  walk.place = here;
  const { name } = error as { name: unknown };
  here.key = 'message';
  const { message } = error as { message: unknown };
  charge(walk, ERROR_COST);
  openTag(walk, 'error');
  walk.text += '[';
  write(walk, typeof name === 'string' ? name : 'Error', here, null, depth + 1);
  walk.text += ',';
  write(walk, typeof message === 'string' ? message : '', here, null, depth + 1);
  walk.text += ',';
  walk.text += toText(hasOwn(error, 'cause'));
  walk.text += ',';
  here.key = 'cause';
  walk.place = here;
  if (hasOwn(error, 'cause')) write(walk, (error as { cause: unknown }).cause, here, null, depth + 1);
  else walk.text += 'null';
  walk.text += ',';
  here.key = 'errors';
  walk.place = here;
  if (hasOwn(error, 'errors')) write(walk, (error as { errors: unknown }).errors, here, null, depth + 1);
  else walk.text += 'null';
  walk.text += ',';
  const keys = walk.options.toHost ? dataKeys(error) : [];
  for (let i = 0; i < keys.length; i++) charge(walk, ENTRY_COST);
  writeEntries(walk, written, error, keys, place, depth, true);
  walk.text += ']}';
}

/** The enumerable keys that hold data. Functions and symbols are left out, as JSON does. */
function dataKeys(error: object): string[] {
  const keys: string[] = [];
  const all = enumerableKeys(error);
  for (let i = 0; i < all.length; i++) {
    const key = all[i] as string;
    const kind = typeof (error as Record<string, unknown>)[key];
    if (kind !== 'function' && kind !== 'symbol' && key !== 'stack') define(keys, keys.length, key, true);
  }
  return keys;
}
