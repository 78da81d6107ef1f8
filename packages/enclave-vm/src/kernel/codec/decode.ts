import {
  BigIntFunction,
  construct,
  DataViewConstructor,
  DateConstructor,
  ErrorConstructor,
  enumerableKeys,
  errorClass,
  hasOwn,
  indexOf,
  isArray,
  isSafeInteger,
  jsonParse,
  MapConstructor,
  mapSet,
  RegExpConstructor,
  SetConstructor,
  setAdd,
  slice,
  toNumber,
  typedArrayBuffer,
  typedArrayClass,
} from '../primordials.ts';
import { define } from '../shapes.ts';
import { EXTENDED, MAX_BIGINT_DIGITS, MAX_DEPTH, PLAIN, TAG } from '../wire.ts';
import { fromBase64 } from './base64.ts';
import {
  BIGINT_COST,
  DATE_COST,
  ENTRY_COST,
  ERROR_COST,
  HOLE_COST,
  MAX_KEYS,
  regExpCost,
  SLOTTED_COST,
} from './cost.ts';

export interface DecodeOptions {
  /**
   * Check everything, as if the sender were an attacker: keys that pollute prototypes, nesting, and the size that the
   * value has when it is written out. The kernel, which reads what the host wrote, has no need to.
   */
  readonly hostile: boolean;
  /** Most units that the value may stand for. */
  readonly limit: number;
  /** Objects and lists that may still be made, for this value and those that arrive with it. */
  readonly objects?: { left: number };
  /** Most that making it may cost: see `cost.ts`. */
  readonly costLimit?: number;
  /** Reads base64 where there is something faster than plain code. */
  readonly fromBase64?: (text: string) => Uint8Array | null;
  /** Makes the stand-in of a function of the other side. */
  readonly makeFunction?: (id: number) => unknown;
}

/** What JSON writes for a hole: `null,`. */
const HOLE_UNITS = 5;
const MAX_LENGTH = 2 ** 32 - 1;

/** The state of one decoding. */
export interface Walk {
  readonly options: DecodeOptions;
  readonly extended: boolean;
  /** Does the text refer to objects by their number? Only then they are kept, without a prototype a guest could reach. */
  readonly linked: boolean;
  readonly objects: Record<number, object>;
  readonly sizes: Record<number, number>;
  /** What stood under a key `constructor`: judged at the end, since a reference may be to something unfinished. */
  readonly constructors: object[];
  count: number;
  units: number;
  cost: number;
}

/** The outcome of {@link decode}: malformed text has no value. */
export type Decoded = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** Gives the value that {@link encode} wrote. Never throws. */
export function decode(text: string, options: DecodeOptions): Decoded {
  try {
    const walk = openWalk(text, options);
    const raw = jsonParse(slice(text, 1));
    if (!walk.extended && !options.hostile) return { ok: true, value: raw };
    const value = revive(walk, raw, 0);
    closeWalk(walk);
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}

export function openWalk(text: string, options: DecodeOptions): Walk {
  const form = text[0];
  if (form !== PLAIN && form !== EXTENDED) malformed();
  return {
    options,
    extended: form === EXTENDED,
    // Written in another way, a reference finds nothing, and the text is malformed.
    linked: indexOf(text, '"ref"') >= 0,
    objects: { __proto__: null } as unknown as Record<number, object>,
    sizes: { __proto__: null } as unknown as Record<number, number>,
    constructors: [],
    count: 0,
    units: 0,
    cost: 0,
  };
}

export function closeWalk(walk: Walk): void {
  for (let i = 0; i < walk.constructors.length; i++) checkConstructor(walk.constructors[i] as object);
}

/** Ends the walk; nobody looks at what is thrown. */
export function malformed(): never {
  throw null;
}

export function spend(walk: Walk, units: number): void {
  walk.units += units;
  if (walk.options.hostile && walk.units > walk.options.limit) malformed();
}

export function charge(walk: Walk, cost: number): void {
  walk.cost += cost;
  if (walk.options.costLimit !== undefined && walk.cost > walk.options.costLimit) malformed();
}

export function revive(walk: Walk, node: unknown, depth: number): unknown {
  if (typeof node !== 'object' || node === null) {
    spend(walk, typeof node === 'string' ? node.length : 1);
    return node;
  }
  if (depth > MAX_DEPTH + 2) malformed();
  if (isArray(node)) return reviveArray(walk, node, depth);
  if (walk.extended && hasOwn(node, TAG)) return reviveTagged(walk, node as Tagged, depth);
  const index = walk.count;
  const start = enter(walk, node);
  const keys = enumerableKeys(node);
  checkSize(walk, keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    checkKey(walk, key);
    // The key is an own data property already, so no setter of a prototype is asked. Most values stay what they are.
    const item = (node as Record<string, unknown>)[key];
    const value = revive(walk, item, depth + 1);
    if (value !== item) (node as Record<string, unknown>)[key] = value;
    if (key === 'constructor') noteConstructor(walk, value);
  }
  leave(walk, index, start);
  return node;
}

export function enter(walk: Walk, object: object): number {
  if (walk.linked) walk.objects[walk.count] = object;
  walk.count++;
  const { objects } = walk.options;
  if (objects !== undefined && --objects.left < 0) malformed();
  const start = walk.units;
  spend(walk, 2);
  return start;
}

export function leave(walk: Walk, index: number, start: number): void {
  if (walk.linked) walk.sizes[index] = walk.units - start;
}

export function checkKey(walk: Walk, key: string): void {
  if (walk.options.hostile && key === '__proto__') malformed();
  spend(walk, key.length);
}

export function checkSize(walk: Walk, keys: number): void {
  if (walk.options.hostile && keys > MAX_KEYS) malformed();
}

export function noteConstructor(walk: Walk, value: unknown): void {
  if (walk.options.hostile && typeof value === 'object' && value !== null)
    walk.constructors[walk.constructors.length] = value;
}

function checkConstructor(value: object): void {
  if (!hasOwn(value, 'prototype')) return;
  const { prototype } = value as { prototype: unknown };
  if (typeof prototype === 'object' && prototype !== null) malformed();
}

function reviveArray(walk: Walk, list: unknown[], depth: number): unknown[] {
  if (walk.extended && hasHoles(list)) return reviveSparse(walk, list, depth);
  const index = walk.count;
  const start = enter(walk, list);
  for (let i = 0; i < list.length; i++) {
    const value = revive(walk, list[i], depth + 1);
    if (value !== list[i]) list[i] = value;
  }
  leave(walk, index, start);
  return list;
}

const isHole = (node: unknown): node is Tagged =>
  typeof node === 'object' && node !== null && !isArray(node) && hasOwn(node, TAG) && (node as Tagged).$ === 'hole';

function hasHoles(list: readonly unknown[]): boolean {
  for (let i = 0; i < list.length; i++) if (isHole(list[i])) return true;
  return false;
}

function reviveSparse(walk: Walk, list: readonly unknown[], depth: number): unknown[] {
  const index = walk.count;
  const sparse: unknown[] = [];
  const start = enter(walk, sparse);
  let at = 0;
  for (let i = 0; i < list.length; i++) at = addItem(walk, sparse, at, list[i], depth);
  sparse.length = at;
  leave(walk, index, start);
  return sparse;
}

/** Puts what `node` stands for at `at`, and says where the next one goes. */
export function addItem(walk: Walk, list: unknown[], at: number, node: unknown, depth: number): number {
  if (walk.extended && isHole(node)) {
    const run = hasOwn(node, 'v') ? node.v : undefined;
    if (!isSafeInteger(run) || (run as number) < 1 || at + (run as number) > MAX_LENGTH) malformed();
    spend(walk, (run as number) * HOLE_UNITS);
    charge(walk, HOLE_COST);
    return at + (run as number);
  }
  const value = revive(walk, node, depth + 1);
  // In the host nobody has put a setter on Array.prototype, and assigning is far cheaper.
  if (walk.options.hostile) list[at] = value;
  else define(list, at, value, true);
  return at + 1;
}

/** What stands for a value that JSON has no way to write. Both properties are the sender's word. */
interface Tagged {
  readonly $: unknown;
  readonly v: unknown;
}

function reviveTagged(walk: Walk, node: Tagged, depth: number): unknown {
  if (!hasOwn(node, 'v')) malformed();
  const payload = node.v;
  switch (node.$) {
    case 'undefined':
      spend(walk, 1);
      return undefined;
    case 'number':
      spend(walk, 1);
      return reviveNumber(payload);
    case 'bigint':
      return reviveBigInt(walk, textOf(payload));
    case 'ref':
      return reviveReference(walk, payload);
    case 'function':
      if (walk.options.makeFunction === undefined || !isSafeInteger(payload)) malformed();
      return walk.options.makeFunction(payload as number);
    case 'error':
      return reviveError(walk, listOf(payload, 6), depth);
    case 'map':
      return reviveMap(walk, listOf(payload), depth);
    case 'set':
      return reviveSet(walk, listOf(payload), depth);
    case 'object':
      return reviveObject(walk, listOf(payload), depth);
    default: {
      const index = walk.count++;
      const start = walk.units;
      const value = reviveLeaf(walk, node.$, payload);
      if (walk.linked) walk.objects[index] = value;
      leave(walk, index, start);
      return value;
    }
  }
}

export function textOf(payload: unknown): string {
  return typeof payload === 'string' ? payload : malformed();
}

function listOf(payload: unknown, length?: number): readonly unknown[] {
  if (!isArray(payload) || (length !== undefined && payload.length !== length)) malformed();
  return payload as readonly unknown[];
}

function reviveNumber(payload: unknown): number {
  if (payload === 'NaN') return toNumber('NaN');
  if (payload === 'Infinity') return toNumber('Infinity');
  if (payload === '-Infinity') return toNumber('-Infinity');
  if (payload === '-0') return -0;
  return malformed();
}

/** Hexadecimal digits: BigInt() throws for what it cannot read as such. */
function reviveBigInt(walk: Walk, text: string): bigint {
  spend(walk, text.length);
  charge(walk, BIGINT_COST);
  const negative = text[0] === '-';
  const digits = negative ? slice(text, 1) : text;
  if (digits.length === 0 || digits.length > MAX_BIGINT_DIGITS) malformed();
  const value = BigIntFunction(`0x${digits}`);
  return negative ? -value : value;
}

function reviveReference(walk: Walk, payload: unknown): object {
  if (!isSafeInteger(payload)) malformed();
  const target = walk.objects[payload as number];
  if (target === undefined) return malformed();
  spend(walk, walk.sizes[payload as number] ?? 1);
  return target;
}

function reviveLeaf(walk: Walk, tag: unknown, payload: unknown): object {
  switch (tag) {
    case 'date':
      charge(walk, DATE_COST);
      if (payload !== null && typeof payload !== 'number') malformed();
      return new DateConstructor(payload === null ? toNumber('NaN') : (payload as number));
    case 'regexp': {
      const pair = listOf(payload, 2);
      const source = textOf(pair[0]);
      const flags = textOf(pair[1]);
      spend(walk, source.length);
      charge(walk, regExpCost(source.length, indexOf(flags, 'u') >= 0 || indexOf(flags, 'v') >= 0));
      return new RegExpConstructor(source, flags);
    }
    case 'bytes': {
      const pair = listOf(payload, 2);
      const base64 = textOf(pair[1]);
      spend(walk, base64.length);
      charge(walk, SLOTTED_COST);
      return reviveBytes(walk, textOf(pair[0]), base64);
    }
    default:
      return malformed();
  }
}

function reviveBytes(walk: Walk, type: string, base64: string): object {
  const bytes = (walk.options.fromBase64 ?? fromBase64)(base64);
  if (bytes === null) return malformed();
  const buffer = typedArrayBuffer(bytes);
  if (type === 'ArrayBuffer') return buffer;
  if (type === 'DataView') return new DataViewConstructor(buffer);
  const create = typedArrayClass(type);
  return create === undefined ? malformed() : new create(buffer);
}

function reviveObject(walk: Walk, entries: readonly unknown[], depth: number): object {
  const index = walk.count;
  const record = {};
  const start = enter(walk, record);
  checkSize(walk, entries.length / 2);
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const key = textOf(entries[i]);
    checkKey(walk, key);
    const value = revive(walk, entries[i + 1], depth + 1);
    if (key === 'constructor') noteConstructor(walk, value);
    if (walk.options.hostile) (record as Record<string, unknown>)[key] = value;
    else define(record, key, value, true);
  }
  leave(walk, index, start);
  return record;
}

function reviveMap(walk: Walk, entries: readonly unknown[], depth: number): object {
  const index = walk.count;
  const map = new MapConstructor<unknown, unknown>();
  const start = enter(walk, map);
  charge(walk, SLOTTED_COST + (entries.length / 2) * ENTRY_COST);
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const key = revive(walk, entries[i], depth + 1);
    mapSet(map, key, revive(walk, entries[i + 1], depth + 1));
  }
  leave(walk, index, start);
  return map;
}

function reviveSet(walk: Walk, entries: readonly unknown[], depth: number): object {
  const index = walk.count;
  const set = new SetConstructor<unknown>();
  const start = enter(walk, set);
  charge(walk, SLOTTED_COST + entries.length * ENTRY_COST);
  for (let i = 0; i < entries.length; i++) setAdd(set, revive(walk, entries[i], depth + 1));
  leave(walk, index, start);
  return set;
}

/** Fields: name, message, has a cause, cause, errors, and a list of key, value, key, value. */
function reviveError(walk: Walk, fields: readonly unknown[], depth: number): object {
  const index = walk.count;
  const name = textOf(fields[0]);
  const message = textOf(fields[1]);
  const known = errorClass(name);
  // AggregateError itself would iterate a list, with whatever iterator the guest has put there.
  const error = construct(ErrorConstructor, [message], known ?? ErrorConstructor);
  const start = enter(walk, error);
  charge(walk, ERROR_COST);
  spend(walk, name.length + message.length);
  if (fields[2] === true) define(error, 'cause', revive(walk, fields[3], depth + 1));
  const errors = revive(walk, fields[4], depth + 1);
  if (isArray(errors)) define(error, 'errors', errors);
  const entries = listOf(fields[5]);
  charge(walk, (entries.length / 2) * ENTRY_COST);
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const key = textOf(entries[i]);
    checkKey(walk, key);
    const value = revive(walk, entries[i + 1], depth + 1);
    if (key === 'constructor') noteConstructor(walk, value);
    define(error, key, value, true);
  }
  if (known === undefined && !hasOwn(error, 'name')) define(error, 'name', name);
  define(error, 'stack', `${name}: ${message}`);
  leave(walk, index, start);
  return error;
}
