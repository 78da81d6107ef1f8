/**
 * The one file of the kernel that reads globals. It runs before any guest code, and everything else in the kernel uses
 * these captured values only: the guest may replace any of the originals at any time.
 *
 * House rules that follow, for every file here: no method calls on guest-reachable prototypes (`list.push(x)`), no
 * `for..of`, no spread, no array destructuring (they look up `Symbol.iterator`), no `instanceof` (`Symbol.hasInstance`),
 * no `await`, no coercion of a guest value, no write to a missing index or key of an ordinary object (a setter on
 * `Object.prototype` would see it), descriptors and records with `__proto__: null` only.
 */

const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  preventExtensions,
  setPrototypeOf,
} = Reflect;
const { bind, call } = Function.prototype;

/** `uncurry(f)(self, ...args)` is `f.call(self, ...args)` without looking up `call`. */
const uncurry: <This, Args extends unknown[], Result>(
  fn: (this: This, ...args: Args) => Result,
) => (self: This, ...args: Args) => Result = apply(bind, bind, [call]) as never;

function getter<Result>(prototype: object, key: PropertyKey): (self: unknown) => Result {
  const read = getOwnPropertyDescriptor(prototype, key)?.get;
  return uncurry(read as () => Result) as (self: unknown) => Result;
}

export {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  preventExtensions,
  setPrototypeOf,
};

export const global = globalThis as unknown as Record<PropertyKey, unknown>;

export const ArrayBufferConstructor = ArrayBuffer;
export const BigIntFunction = BigInt;
export const DateConstructor = Date;
export const ErrorConstructor = Error;
export const AggregateErrorConstructor = AggregateError;
export const EvalErrorConstructor = EvalError;
export const RangeErrorConstructor = RangeError;
export const ReferenceErrorConstructor = ReferenceError;
export const SyntaxErrorConstructor = SyntaxError;
export const TypeErrorConstructor = TypeError;
export const URIErrorConstructor = URIError;
export const FunctionConstructor = Function;
export const MapConstructor = Map;
export const PromiseConstructor = Promise;
export const RegExpConstructor = RegExp;
export const SetConstructor = Set;
export const WeakMapConstructor = WeakMap;
export const WeakSetConstructor = WeakSet;
export const Uint8ArrayConstructor = Uint8Array;
export const IntlObject = Intl;

export const arrayPrototype = Array.prototype;
export const datePrototype = Date.prototype;
export const errorPrototype = Error.prototype;
export const functionPrototype = Function.prototype;
export const objectPrototype = Object.prototype;
export const promisePrototype = Promise.prototype;
export const rangeErrorPrototype = RangeError.prototype;

export const isArray = Array.isArray;
export const isFiniteNumber = Number.isFinite;
export const isNotNumber = Number.isNaN;
export const isSafeInteger = Number.isSafeInteger;
export const stringFromCharCode = String.fromCharCode;
export const now = Date.now;
export const dateUTC = Date.UTC;
export const dateParse = Date.parse;
export const jsonParse = JSON.parse as (text: string) => unknown;
/** For primitives only: on an object it would look for `toJSON`. */
export const quote = JSON.stringify as (text: string) => string;
export const enumerableKeys = Object.keys;
export const freeze = Object.freeze;
export const isFrozen = Object.isFrozen;
/** For strings of the kernel's own making, and primitives only. */
export const toNumber = Number as (text: string) => number;
/** For primitives only. The one conversion that takes a symbol. */
export const toText = String as (value: string | number | bigint | boolean | symbol | null | undefined) => string;
export const toObject = Object as (value: unknown) => object;

export const bindFunction = uncurry(bind) as unknown as (fn: unknown, self: unknown) => (...args: never[]) => unknown;
export const functionToString = uncurry(Function.prototype.toString);
export const hasOwn = uncurry(Object.prototype.hasOwnProperty) as (self: object, key: PropertyKey) => boolean;
export const inPrototypeChain = uncurry(Object.prototype.isPrototypeOf) as (self: object, value: unknown) => boolean;

export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const indexOf = uncurry(String.prototype.indexOf);
export const slice = uncurry(String.prototype.slice);
export const startsWith = uncurry(String.prototype.startsWith);
export const repeat = uncurry(String.prototype.repeat);

export const promiseThen = Promise.prototype.then;

export const mapGet = uncurry(Map.prototype.get) as <K, V>(self: Map<K, V>, key: K) => V | undefined;
export const mapSet = uncurry(Map.prototype.set) as <K, V>(self: Map<K, V>, key: K, value: V) => Map<K, V>;
export const mapHas = uncurry(Map.prototype.has) as <K, V>(self: Map<K, V>, key: K) => boolean;
export const mapDelete = uncurry(Map.prototype.delete) as <K, V>(self: Map<K, V>, key: K) => boolean;
export const mapSize = getter<number>(Map.prototype, 'size');
export const mapForEach = uncurry(Map.prototype.forEach) as <K, V>(
  self: Map<K, V>,
  visit: (value: V, key: K) => void,
) => void;
export const setAdd = uncurry(Set.prototype.add) as <T>(self: Set<T>, value: T) => Set<T>;
export const setHas = uncurry(Set.prototype.has) as <T>(self: Set<T>, value: T) => boolean;
export const setSize = getter<number>(Set.prototype, 'size');
export const setForEach = uncurry(Set.prototype.forEach) as <T>(self: Set<T>, visit: (value: T) => void) => void;
export const weakMapGet = uncurry(WeakMap.prototype.get) as <K extends object, V>(
  self: WeakMap<K, V>,
  key: K,
) => V | undefined;
export const weakMapSet = uncurry(WeakMap.prototype.set) as <K extends object, V>(
  self: WeakMap<K, V>,
  key: K,
  value: V,
) => WeakMap<K, V>;
export const weakMapHas = uncurry(WeakMap.prototype.has) as (self: WeakMap<object, unknown>, key: object) => boolean;
export const weakSetAdd = uncurry(WeakSet.prototype.add) as <T extends object>(
  self: WeakSet<T>,
  value: T,
) => WeakSet<T>;
export const weakSetHas = uncurry(WeakSet.prototype.has) as <T extends object>(self: WeakSet<T>, value: T) => boolean;

export const dateTime = uncurry(Date.prototype.getTime) as (self: unknown) => number;
export const dateToString = uncurry(Date.prototype.toString) as (self: unknown) => string;
export const dateToISOString = uncurry(Date.prototype.toISOString) as (self: unknown) => string;
export const regExpSource = getter<string>(RegExp.prototype, 'source');
export const regExpFlag = {
  __proto__: null,
  d: getter<boolean>(RegExp.prototype, 'hasIndices'),
  g: getter<boolean>(RegExp.prototype, 'global'),
  i: getter<boolean>(RegExp.prototype, 'ignoreCase'),
  m: getter<boolean>(RegExp.prototype, 'multiline'),
  s: getter<boolean>(RegExp.prototype, 'dotAll'),
  u: getter<boolean>(RegExp.prototype, 'unicode'),
  v: getter<boolean>(RegExp.prototype, 'unicodeSets'),
  y: getter<boolean>(RegExp.prototype, 'sticky'),
} as unknown as Readonly<Record<string, (self: unknown) => boolean>>;

export const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object;
export const typedArrayName = getter<string | undefined>(typedArrayPrototype, Symbol.toStringTag);
export const typedArrayBuffer = getter<ArrayBuffer>(typedArrayPrototype, 'buffer');
export const typedArrayByteOffset = getter<number>(typedArrayPrototype, 'byteOffset');
export const typedArrayByteLength = getter<number>(typedArrayPrototype, 'byteLength');
export const arrayBufferByteLength = getter<number>(ArrayBuffer.prototype, 'byteLength');
export const dataViewBuffer = getter<ArrayBuffer>(DataView.prototype, 'buffer');
export const dataViewByteOffset = getter<number>(DataView.prototype, 'byteOffset');
export const dataViewByteLength = getter<number>(DataView.prototype, 'byteLength');
export const DataViewConstructor = DataView;

export const numberValue = uncurry(Number.prototype.valueOf) as (self: unknown) => number;
export const stringValue = uncurry(String.prototype.valueOf) as (self: unknown) => string;
export const booleanValue = uncurry(Boolean.prototype.valueOf) as (self: unknown) => boolean;
export const bigintValue = uncurry(BigInt.prototype.valueOf) as (self: unknown) => bigint;
export const symbolValue = uncurry(Symbol.prototype.valueOf) as (self: unknown) => symbol;
export const weakCollectionHas = [
  uncurry(WeakMap.prototype.has) as (self: unknown, key: object) => boolean,
  uncurry(WeakSet.prototype.has) as (self: unknown, key: object) => boolean,
] as const;

export const asyncFunctionPrototype = getPrototypeOf(async () => {}) as object;
export const generatorFunctionPrototype = getPrototypeOf(function* () {}) as object;
export const asyncGeneratorFunctionPrototype = getPrototypeOf(async function* () {}) as object;
/** What every generator object inherits from. */
export const generatorPrototype = (generatorFunctionPrototype as { prototype: object }).prototype;
export const asyncGeneratorPrototype = (asyncGeneratorFunctionPrototype as { prototype: object }).prototype;

export const typedArrayConstructors = {
  __proto__: null,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  // Node >= 24 only
  Float16Array: (globalThis as unknown as { Float16Array?: unknown }).Float16Array,
} as unknown as Readonly<Record<string, new (buffer: ArrayBuffer) => object>>;

export const errorConstructors = {
  __proto__: null,
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
} as unknown as Readonly<Record<string, ErrorConstructor>>;

export const utcParts = {
  year: uncurry(Date.prototype.getUTCFullYear) as (self: unknown) => number,
  month: uncurry(Date.prototype.getUTCMonth) as (self: unknown) => number,
  day: uncurry(Date.prototype.getUTCDate) as (self: unknown) => number,
  weekday: uncurry(Date.prototype.getUTCDay) as (self: unknown) => number,
  hours: uncurry(Date.prototype.getUTCHours) as (self: unknown) => number,
  minutes: uncurry(Date.prototype.getUTCMinutes) as (self: unknown) => number,
  seconds: uncurry(Date.prototype.getUTCSeconds) as (self: unknown) => number,
};

/** Methods whose result depends on the default locale: where the locales are among their arguments. */
export const localeMethods = [
  { holder: String.prototype, name: 'localeCompare', locales: 1, dates: false },
  { holder: String.prototype, name: 'toLocaleLowerCase', locales: 0, dates: false },
  { holder: String.prototype, name: 'toLocaleUpperCase', locales: 0, dates: false },
  { holder: Number.prototype, name: 'toLocaleString', locales: 0, dates: false },
  { holder: BigInt.prototype, name: 'toLocaleString', locales: 0, dates: false },
  { holder: Date.prototype, name: 'toLocaleString', locales: 0, dates: true },
  { holder: Date.prototype, name: 'toLocaleDateString', locales: 0, dates: true },
  { holder: Date.prototype, name: 'toLocaleTimeString', locales: 0, dates: true },
] as const;
