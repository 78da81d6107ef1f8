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
  get: reflectGet,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  isExtensible,
  ownKeys,
  preventExtensions,
  set,
  setPrototypeOf,
} = Reflect;
/** `uncurry0(f)(self)` is `f.call(self)` without looking up `call`. Cheaper to make than a bound function is. */
const uncurry0 =
  <Result>(fn: () => Result) =>
  (self: unknown): Result =>
    apply(fn, self, []);
const uncurry1 =
  <A, Result>(fn: (a: A) => Result) =>
  (self: unknown, a: A): Result =>
    apply(fn as never, self, [a] as never) as Result;
const uncurry2 =
  <A, B, Result>(fn: (a: A, b: B) => Result) =>
  (self: unknown, a: A, b: B): Result =>
    apply(fn as never, self, [a, b] as never) as Result;

/** Of two functions that do the same the one that V8 does not leave JavaScript for. */
const { getOwnPropertyDescriptor: describe } = Object;

/** The getter of a prototype's accessor, uncurried. */
const getter = <Result>(prototype: object, key: PropertyKey): ((self: unknown) => Result) =>
  uncurry0((describe(prototype, key) as { get: () => Result }).get);

export {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  preventExtensions,
  reflectGet,
  setPrototypeOf,
};

/** What each trap of a proxy stands for. */
export const reflect = {
  __proto__: null,
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  isExtensible,
  ownKeys,
  preventExtensions,
  set,
  setPrototypeOf,
} as unknown as Readonly<Record<string, unknown>>;

export const global = globalThis as unknown as Record<PropertyKey, unknown>;

export const BigIntFunction = BigInt;
export const DataViewConstructor = DataView;
export const DateConstructor = Date;
export const ErrorConstructor = Error;
export const AggregateErrorConstructor = AggregateError;
export const EvalErrorConstructor = EvalError;
export const RangeErrorConstructor = RangeError;
export const ReferenceErrorConstructor = ReferenceError;
export const SyntaxErrorConstructor = SyntaxError;
export const TypeErrorConstructor = TypeError;
export const URIErrorConstructor = URIError;
export const MapConstructor = Map;
export const PromiseConstructor = Promise;
export const ProxyConstructor = Proxy;
export const RegExpConstructor = RegExp;
export const SetConstructor = Set;
export const WeakMapConstructor = WeakMap;
export const WeakSetConstructor = WeakSet;
export const Uint8ArrayConstructor = Uint8Array;
export const IntlObject = Intl;
export const canonicalLocales = Intl.getCanonicalLocales;

export const arrayPrototype = Array.prototype;
export const datePrototype = Date.prototype;
export const errorPrototype = Error.prototype;
export const functionPrototype = Function.prototype;
export const mapPrototype = Map.prototype;
export const objectPrototype = Object.prototype;
export const promisePrototype = Promise.prototype;
export const rangeErrorPrototype = RangeError.prototype;
export const regExpPrototype = RegExp.prototype;
export const setPrototype = Set.prototype;
export const stringPrototype = String.prototype;

export const isArray = Array.isArray;
export const { isFinite: isFiniteNumber, isNaN: isNotNumber, isSafeInteger } = Number;
export const stringFromCharCode = String.fromCharCode;
export const { now, UTC: dateUTC, parse: dateParse } = DateConstructor;
export const jsonParse = JSON.parse as (text: string) => unknown;
/** For primitives only: on an object it would look for `toJSON`. */
export const quote = JSON.stringify as (text: string) => string;
export const { keys: enumerableKeys, freeze, isFrozen, hasOwn } = Object;
/** For strings of the kernel's own making, and primitives only. */
export const toNumber = Number as (text: string) => number;
/** For primitives only. The one conversion that takes a symbol. */
export const toText = String as (value: string | number | bigint | boolean | symbol | null | undefined) => string;
export const toObject = Object as (value: unknown) => object;

export const bindFunction = uncurry1(functionPrototype.bind) as unknown as (
  fn: unknown,
  self: unknown,
) => (...args: never[]) => unknown;
export const functionToString = uncurry0(functionPrototype.toString);
export const objectToText = uncurry0(objectPrototype.toString);
export const inPrototypeChain = uncurry1(objectPrototype.isPrototypeOf) as (self: object, value: unknown) => boolean;

export const charCodeAt = uncurry1(stringPrototype.charCodeAt) as (self: string, index: number) => number;
export const indexOf = uncurry2(stringPrototype.indexOf) as (self: string, search: string, from?: number) => number;
export const slice = uncurry2(stringPrototype.slice) as (self: string, from: number, to?: number) => string;
export const startsWith = uncurry1(stringPrototype.startsWith) as (self: string, search: string) => boolean;

export const promiseThen = promisePrototype.then;

export const mapGet = uncurry1(mapPrototype.get) as unknown as <K, V>(self: Map<K, V>, key: K) => V | undefined;
export const mapSet = uncurry2(mapPrototype.set) as unknown as <K, V>(self: Map<K, V>, key: K, value: V) => Map<K, V>;
export const mapDelete = uncurry1(mapPrototype.delete) as unknown as <K, V>(self: Map<K, V>, key: K) => boolean;
export const mapSize = getter<number>(mapPrototype, 'size');
export const mapForEach = uncurry1(mapPrototype.forEach) as unknown as <K, V>(
  self: Map<K, V>,
  visit: (value: V, key: K) => void,
) => void;
export const setAdd = uncurry1(setPrototype.add) as unknown as <T>(self: Set<T>, value: T) => Set<T>;
export const setSize = getter<number>(setPrototype, 'size');
export const setForEach = uncurry1(setPrototype.forEach) as unknown as <T>(
  self: Set<T>,
  visit: (value: T) => void,
) => void;
export const weakMapGet = uncurry1(WeakMapConstructor.prototype.get) as unknown as <K extends object, V>(
  self: WeakMap<K, V>,
  key: K,
) => V | undefined;
export const weakMapSet = uncurry2(WeakMapConstructor.prototype.set) as unknown as <K extends object, V>(
  self: WeakMap<K, V>,
  key: K,
  value: V,
) => WeakMap<K, V>;
export const weakSetAdd = uncurry1(WeakSetConstructor.prototype.add) as unknown as <T extends object>(
  self: WeakSet<T>,
  value: T,
) => WeakSet<T>;
export const weakSetHas = uncurry1(WeakSetConstructor.prototype.has) as unknown as <T extends object>(
  self: WeakSet<T>,
  value: T,
) => boolean;

export const dateTime = uncurry0(datePrototype.getTime) as (self: unknown) => number;
export const dateToString = uncurry0(datePrototype.toString) as (self: unknown) => string;
export const dateToISOString = uncurry0(datePrototype.toISOString) as (self: unknown) => string;
export const regExpExec = uncurry1(regExpPrototype.exec) as (self: RegExp, text: string) => object | null;
export const regExpSource = getter<string>(regExpPrototype, 'source');
export const regExpFlag = {
  __proto__: null,
  d: getter<boolean>(regExpPrototype, 'hasIndices'),
  g: getter<boolean>(regExpPrototype, 'global'),
  i: getter<boolean>(regExpPrototype, 'ignoreCase'),
  m: getter<boolean>(regExpPrototype, 'multiline'),
  s: getter<boolean>(regExpPrototype, 'dotAll'),
  u: getter<boolean>(regExpPrototype, 'unicode'),
  v: getter<boolean>(regExpPrototype, 'unicodeSets'),
  y: getter<boolean>(regExpPrototype, 'sticky'),
} as unknown as Readonly<Record<string, (self: unknown) => boolean>>;

export const typedArrayPrototype = getPrototypeOf(Uint8ArrayConstructor.prototype) as object;
export const toPrimitiveSymbol: typeof Symbol.toPrimitive = Symbol.toPrimitive;
export const toStringTagSymbol: typeof Symbol.toStringTag = Symbol.toStringTag;
export const typedArrayName = getter<string | undefined>(typedArrayPrototype, toStringTagSymbol);
export const typedArrayBuffer = getter<ArrayBuffer>(typedArrayPrototype, 'buffer');
export const typedArrayByteOffset = getter<number>(typedArrayPrototype, 'byteOffset');
export const typedArrayByteLength = getter<number>(typedArrayPrototype, 'byteLength');
export const typedArrayLength = getter<number>(typedArrayPrototype, 'length');
export const arrayBufferByteLength = getter<number>(ArrayBuffer.prototype, 'byteLength');
export const dataViewBuffer = getter<ArrayBuffer>(DataViewConstructor.prototype, 'buffer');
export const dataViewByteOffset = getter<number>(DataViewConstructor.prototype, 'byteOffset');
export const dataViewByteLength = getter<number>(DataViewConstructor.prototype, 'byteLength');

export const numberValue = uncurry0(Number.prototype.valueOf) as (self: unknown) => number;
export const stringValue = uncurry0(stringPrototype.valueOf) as (self: unknown) => string;
export const booleanValue = uncurry0(Boolean.prototype.valueOf) as (self: unknown) => boolean;
export const bigintToText = uncurry1(BigIntFunction.prototype.toString) as (self: bigint, radix: number) => string;
export const bigintValue = uncurry0(BigIntFunction.prototype.valueOf) as (self: unknown) => bigint;
export const symbolValue = uncurry0(Symbol.prototype.valueOf) as (self: unknown) => symbol;
export const weakCollectionHas = [
  uncurry1(WeakMapConstructor.prototype.has) as unknown as (self: unknown, key: object) => boolean,
  uncurry1(WeakSetConstructor.prototype.has) as unknown as (self: unknown, key: object) => boolean,
] as const;

export const asyncFunctionPrototype = getPrototypeOf(async () => {}) as object;
export const generatorFunctionPrototype = getPrototypeOf(function* () {}) as object;
export const asyncGeneratorFunctionPrototype = getPrototypeOf(async function* () {}) as object;
/** What every generator object inherits from. */
export const generatorPrototype = (generatorFunctionPrototype as { prototype: object }).prototype;
export const asyncGeneratorPrototype = (asyncGeneratorFunctionPrototype as { prototype: object }).prototype;

// Node >= 24 only
const Float16Array = (globalThis as unknown as { Float16Array?: new (buffer: ArrayBuffer) => object }).Float16Array;
const Int8ArrayConstructor = Int8Array;
const Uint8ClampedArrayConstructor = Uint8ClampedArray;
const Int16ArrayConstructor = Int16Array;
const Uint16ArrayConstructor = Uint16Array;
const Int32ArrayConstructor = Int32Array;
const Uint32ArrayConstructor = Uint32Array;
const Float32ArrayConstructor = Float32Array;
const Float64ArrayConstructor = Float64Array;
const BigInt64ArrayConstructor = BigInt64Array;
const BigUint64ArrayConstructor = BigUint64Array;

/** The class of that name, if it is one of the typed arrays'. */
export function typedArrayClass(name: string): (new (buffer: ArrayBuffer) => object) | undefined {
  switch (name) {
    case 'Int8Array':
      return Int8ArrayConstructor;
    case 'Uint8Array':
      return Uint8ArrayConstructor;
    case 'Uint8ClampedArray':
      return Uint8ClampedArrayConstructor;
    case 'Int16Array':
      return Int16ArrayConstructor;
    case 'Uint16Array':
      return Uint16ArrayConstructor;
    case 'Int32Array':
      return Int32ArrayConstructor;
    case 'Uint32Array':
      return Uint32ArrayConstructor;
    case 'Float32Array':
      return Float32ArrayConstructor;
    case 'Float64Array':
      return Float64ArrayConstructor;
    case 'BigInt64Array':
      return BigInt64ArrayConstructor;
    case 'BigUint64Array':
      return BigUint64ArrayConstructor;
    case 'Float16Array':
      return Float16Array;
    default:
      return undefined;
  }
}

/** The class of that name, if it is one of the language's error classes. */
export function errorClass(name: string): ErrorConstructor | undefined {
  switch (name) {
    case 'Error':
      return ErrorConstructor;
    case 'AggregateError':
      return AggregateErrorConstructor as unknown as ErrorConstructor;
    case 'EvalError':
      return EvalErrorConstructor;
    case 'RangeError':
      return RangeErrorConstructor;
    case 'ReferenceError':
      return ReferenceErrorConstructor;
    case 'SyntaxError':
      return SyntaxErrorConstructor;
    case 'TypeError':
      return TypeErrorConstructor;
    case 'URIError':
      return URIErrorConstructor;
    default:
      return undefined;
  }
}

/** What only a realm with a foreign locale needs: it has to be captured as early, but not by all. */
export const captureLocale = () => ({
  utc: {
    year: uncurry0(Date.prototype.getUTCFullYear) as (self: unknown) => number,
    month: uncurry0(Date.prototype.getUTCMonth) as (self: unknown) => number,
    day: uncurry0(Date.prototype.getUTCDate) as (self: unknown) => number,
    weekday: uncurry0(Date.prototype.getUTCDay) as (self: unknown) => number,
    hours: uncurry0(Date.prototype.getUTCHours) as (self: unknown) => number,
    minutes: uncurry0(Date.prototype.getUTCMinutes) as (self: unknown) => number,
    seconds: uncurry0(Date.prototype.getUTCSeconds) as (self: unknown) => number,
  },
  /** Methods whose result depends on the default locale: where the locales are among their arguments. */
  methods: [
    { holder: String.prototype, name: 'localeCompare', locales: 1, dates: false },
    { holder: String.prototype, name: 'toLocaleLowerCase', locales: 0, dates: false },
    { holder: String.prototype, name: 'toLocaleUpperCase', locales: 0, dates: false },
    { holder: Number.prototype, name: 'toLocaleString', locales: 0, dates: false },
    { holder: BigInt.prototype, name: 'toLocaleString', locales: 0, dates: false },
    { holder: Date.prototype, name: 'toLocaleString', locales: 0, dates: true },
    { holder: Date.prototype, name: 'toLocaleDateString', locales: 0, dates: true },
    { holder: Date.prototype, name: 'toLocaleTimeString', locales: 0, dates: true },
  ] as const,
});
