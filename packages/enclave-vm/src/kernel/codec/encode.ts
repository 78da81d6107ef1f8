import {
  arrayBufferByteLength,
  bigintToText,
  bigintValue,
  booleanValue,
  dataViewBuffer,
  dataViewByteLength,
  dataViewByteOffset,
  dateTime,
  enumerableKeys,
  getPrototypeOf,
  hasOwn,
  indexOf,
  isArray,
  isFiniteNumber,
  isSafeInteger,
  MapConstructor,
  mapForEach,
  mapGet,
  mapSet,
  numberValue,
  objectPrototype,
  ownKeys,
  quote,
  regExpSource,
  setForEach,
  stringValue,
  toNumber,
  toText,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayName,
  Uint8ArrayConstructor,
} from '../primordials.ts';
import { define } from '../shapes.ts';
import { EXTENDED, MAX_BIGINT_DIGITS, MAX_DEPTH, MAX_LEAF_UNITS, PLAIN, TAG } from '../wire.ts';
import { toBase64 } from './base64.ts';
import { brandOf } from './brand.ts';
import {
  BIGINT_COST,
  costLimit,
  DATE_COST,
  ENTRY_COST,
  ERROR_COST,
  HOLE_COST,
  MAX_OBJECTS,
  regExpCost,
  SLOTTED_COST,
} from './cost.ts';
import { type Place, pathOf } from './path.ts';
import { hasPrivateState } from './private-state.ts';
import { flagsOf } from './regexp-flags.ts';
import { findToJSON } from './to-json.ts';

export interface EncodeOptions {
  /** What the value is called in paths: `value`, `args`. */
  readonly root: string;
  /** Most UTF-16 units of the encoded form. */
  readonly limit: number;
  /**
   * The receiver is the host: refuse keys with which a careless deep merge would pollute prototypes, and more objects
   * than it can make in good time.
   */
  readonly toHost: boolean;
  /** Writes base64 where there is something faster than plain code. */
  readonly toBase64?: (bytes: Uint8Array) => string;
  /** Gives a function an id by which the other side can call it. Without it functions are refused. */
  readonly functionId?: (fn: object, owner: unknown, path: string) => number;
}

/** The outcome of {@link encode}; `problem` completes a sentence that starts with the path. */
export type Encoded =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly tooLarge: boolean;
      /** Small enough as text, but it has too many objects that the receiver would be long in making. */
      readonly dear: boolean;
      readonly path: string;
      readonly problem: string;
    };

/** An object that was written, by its number in the order of the text. */
interface Written {
  readonly index: number;
  /** Where its text begins, left-out units counted. */
  readonly start: number;
  /** Units that it takes when written out; 0 while it is being written. */
  size: number;
  /** It was written under a key `constructor`, and has a key `prototype` that holds an object: see `checkPollution`. */
  isConstructor: boolean;
  hasPrototype: boolean;
}

/** What JSON writes for a hole: `null,`. */
const HOLE_UNITS = 5;
const MAX_LENGTH = 2 ** 32 - 1;

interface Walk {
  readonly options: EncodeOptions;
  readonly seen: Map<object, Written>;
  objects: number;
  text: string;
  /**
   * Units that the text leaves out: holes, and what shared references stand for. They count, because a receiver that
   * writes the value as JSON pays for them: thirty nested lists of two references each would be a billion.
   */
  hidden: number;
  extended: boolean;
  place: Place | null;
  problem: string;
  tooLarge: boolean;
  /** The object or list that was written last. */
  last: Written | null;
  /** What the value costs a host, and the objects and entries that it costs it for. */
  cost: number;
  costly: number;
  dear: boolean;
}

/**
 * Turns a value into text. Serves both directions: in the guest, where getters, proxies and `toJSON` run under the
 * guest's own budgets, and in the host for what {@link encode} of plain JSON cannot do. Never throws.
 */
export function encode(value: unknown, options: EncodeOptions): Encoded {
  const walk: Walk = {
    options,
    seen: new MapConstructor(),
    objects: 0,
    text: '',
    hidden: 0,
    extended: false,
    place: null,
    problem: '',
    tooLarge: false,
    last: null,
    cost: 0,
    costly: 0,
    dear: false,
  };
  try {
    write(walk, value, null, null, 0);
    reserve(walk, 0);
  } catch {
    const problem = walk.problem === '' ? 'threw when it was read' : walk.problem;
    const { tooLarge, dear } = walk;
    return { ok: false, tooLarge, dear, path: dear ? options.root : pathOf(options.root, walk.place), problem };
  }
  return { ok: true, text: (walk.extended ? EXTENDED : PLAIN) + walk.text };
}

/** Ends the walk. What is thrown never passes guest code, and nobody looks at it. */
function refuse(walk: Walk, problem: string): never {
  walk.problem = problem;
  throw null;
}

function outgrown(walk: Walk): never {
  walk.tooLarge = true;
  refuse(walk, 'is too large');
}

function reserve(walk: Walk, units: number): void {
  if (walk.text.length + walk.hidden + units > walk.options.limit) outgrown(walk);
}

function charge(walk: Walk, cost: number): void {
  if (!walk.options.toHost) return;
  walk.cost += cost;
  walk.costly++;
  if (walk.cost <= costLimit(walk.options.limit)) return;
  tooDear(walk, `has too many values other than plain data: the first ${walk.costly} are over what can be handed over`);
}

function tooDear(walk: Walk, problem: string): never {
  walk.dear = true;
  walk.tooLarge = true;
  refuse(walk, problem);
}

function write(walk: Walk, value: unknown, place: Place | null, owner: unknown, depth: number): void {
  switch (typeof value) {
    case 'string':
      reserve(walk, value.length + 2);
      walk.text += quote(value);
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

function tag(walk: Walk, name: string, payload: string): void {
  openTag(walk, name);
  reserve(walk, payload.length);
  walk.text += payload;
  walk.text += '}';
}

function openTag(walk: Walk, name: string): void {
  walk.extended = true;
  reserve(walk, 0);
  walk.text += `{"${TAG}":"${name}","v":`;
}

/** In hexadecimal, which is read in linear time. */
function writeBigInt(walk: Walk, value: bigint): void {
  const digits = bigintToText(value, 16);
  if (digits.length > MAX_BIGINT_DIGITS) refuse(walk, `is a bigint of more than ${MAX_BIGINT_DIGITS * 4} bits`);
  charge(walk, BIGINT_COST);
  tag(walk, 'bigint', `"${digits}"`);
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
  if (isInstance && hasPrivateState(value)) {
    refuse(walk, 'is a class instance with private state');
  }
  const written = remember(walk, value);
  writeRecord(walk, written, value, place, depth);
  measure(walk, written);
}

function remember(walk: Walk, value: object): Written {
  const start = walk.text.length + walk.hidden;
  const written = { index: walk.objects++, start, size: 0, isConstructor: false, hasPrototype: false };
  mapSet(walk.seen, value, written);
  if (walk.options.toHost && walk.objects > MAX_OBJECTS)
    tooDear(walk, `has more than ${MAX_OBJECTS} objects and lists`);
  return written;
}

function measure(walk: Walk, written: Written): void {
  written.size = walk.text.length + walk.hidden - written.start;
  walk.last = written;
}

function writeArray(walk: Walk, list: readonly unknown[], place: Place | null, depth: number): void {
  const here: Place = { parent: place, kind: 'index', key: 0 };
  const { length } = list;
  // A proxy may say anything.
  if (!isSafeInteger(length) || length < 0 || length > MAX_LENGTH) refuse(walk, 'has no proper length');
  let keys: PropertyKey[] | null = null;
  let nextKey = 0;
  walk.text += '[';
  for (let i = 0; i < length; i++) {
    if (i > 0) walk.text += ',';
    here.key = i;
    walk.place = here;
    const item = list[i];
    if (item === undefined && !hasOwn(list, i)) {
      // One run of holes at a time, found by key: an array may be 2^32 - 1 long and empty.
      if (keys === null) keys = ownKeys(list);
      let end = length;
      for (; nextKey < keys.length; nextKey++) {
        const key = keys[nextKey];
        const index = typeof key === 'string' ? toNumber(key) : -1;
        if (isSafeInteger(index) && index > i && index < end) {
          end = index;
          break;
        }
      }
      walk.hidden += (end - i) * HOLE_UNITS;
      charge(walk, HOLE_COST);
      tag(walk, 'hole', toText(end - i));
      i = end - 1;
    } else {
      write(walk, item, here, list, depth + 1);
    }
    reserve(walk, 0);
  }
  walk.text += ']';
  walk.place = place;
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
  walk.text += flat ? '[' : '{';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    here.key = key;
    walk.place = here;
    const item = (record as Record<string, unknown>)[key];
    if (walk.options.toHost && key === '__proto__') refuse(walk, 'is a key that can pollute prototypes');
    reserve(walk, key.length);
    walk.text += `${i > 0 ? ',' : ''}${quote(key)}${flat ? ',' : ':'}`;
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

/** Only the bytes that the view shows: the buffer under it may hold what is nobody's business (Node pools buffers). */
function writeBytes(walk: Walk, type: string, buffer: ArrayBuffer, offset: number, length: number): void {
  charge(walk, SLOTTED_COST);
  reserve(walk, (length / 3) * 4);
  const bytes = new Uint8ArrayConstructor(buffer, offset, length);
  const { toBase64: fast } = walk.options;
  const base64 = fast === undefined ? toBase64(bytes, length) : fast(bytes);
  tag(walk, 'bytes', `["${type}","${base64}"]`);
}

function writeRegExp(walk: Walk, value: object): void {
  const flags = flagsOf(value);
  const source = regExpSource(value);
  reserve(walk, source.length);
  // Classes within classes take stack to compile, and the receiver may have less of it.
  if (indexOf(flags, 'v') >= 0 && countOf('[', source) > MAX_DEPTH)
    refuse(walk, `is a regular expression with more than ${MAX_DEPTH} classes`);
  charge(walk, regExpCost(source.length, indexOf(flags, 'u') >= 0 || indexOf(flags, 'v') >= 0));
  tag(walk, 'regexp', `[${quote(source)},"${flags}"]`);
}

function countOf(unit: string, text: string): number {
  let count = 0;
  for (let at = indexOf(text, unit); at >= 0; at = indexOf(text, unit, at + 1)) count++;
  return count;
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
