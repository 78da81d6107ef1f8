import {
  apply,
  construct,
  DateConstructor,
  dateParse,
  datePrototype,
  dateTime,
  dateToString,
  dateUTC,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  global,
  IntlObject,
  setPrototypeOf,
  TypeErrorConstructor,
  toPrimitiveSymbol,
} from './primordials.ts';
import { define, expose, exposeConstructor } from './shapes.ts';

/** How the realm's `Date` reads the world. */
export interface DateReading {
  /** The current time in ms, or a refusal. */
  now(): number;
  /** Time in ms of a date string, in the realm's time zone. */
  parse(text: string): number;
  /** The text of a date, as calling `Date` gives it. */
  print(date: unknown): string;
  /** Time in ms of year, month, ... in the realm's time zone; `undefined` if the native constructor knows it. */
  components?(parts: readonly unknown[]): number;
}

/** The realm has no clock: every way to read the present throws, and says so. */
export function refuseClock(): never {
  throw new TypeErrorConstructor('The current time is not available at this security level: ask a tool for it');
}

/** Removes the clock from `Intl.DateTimeFormat`, which formats the present when it is given no date. */
export function removeFormatClock(): void {
  const prototype = IntlObject.DateTimeFormat.prototype;
  const native = getOwnPropertyDescriptor(prototype, 'format') as { get: () => (date: unknown) => string };
  const methods = {
    get format(): (date: unknown) => string {
      const format = apply(native.get, this, []) as (date: unknown) => string;
      return expose('', 1, (date: unknown) => (date === undefined ? refuseClock() : format(date)));
    },
  };
  const accessor = getOwnPropertyDescriptor(methods, 'format') as PropertyDescriptor;
  setPrototypeOf(accessor, null);
  accessor.enumerable = false;
  defineProperty(prototype, 'format', accessor);
  const toParts = prototype.formatToParts;
  define(
    prototype,
    'formatToParts',
    {
      formatToParts(this: unknown, date: unknown): unknown {
        return date === undefined ? refuseClock() : apply(toParts, this, [date]);
      },
    }.formatToParts,
  );
}

/** Puts a `Date` in place that reads time through `reading`. Its instances are native dates. */
export function replaceDate(reading: DateReading): void {
  function createDate(...args: unknown[]): unknown {
    const target = new.target as unknown as typeof DateConstructor | undefined;
    if (target === undefined) return reading.print(new DateConstructor(reading.now()));
    if (args.length === 0) return construct(DateConstructor, [reading.now()], target);
    if (args.length === 1 && !isDate(args[0])) {
      const value = toPrimitive(args[0]);
      return construct(DateConstructor, [typeof value === 'string' ? reading.parse(value) : value], target);
    }
    if (args.length > 1 && reading.components !== undefined) {
      return construct(DateConstructor, [reading.components(args)], target);
    }
    return construct(DateConstructor, args, target);
  }
  const exposed = exposeConstructor('Date', 7, createDate, datePrototype, null);
  define(
    exposed,
    'now',
    expose('now', 0, () => reading.now()),
  );
  define(
    exposed,
    'parse',
    expose('parse', 1, (text: unknown) => reading.parse(textOf(text))),
  );
  define(exposed, 'UTC', dateUTC);
  define(global, 'Date', exposed);
}

function isDate(value: unknown): boolean {
  try {
    dateTime(value);
    return true;
  } catch {
    return false;
  }
}

/** What the language makes of an object that is to be a date. Runs guest code, as it always would. */
function toPrimitive(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { [toPrimitiveSymbol]: convert } = value as Record<symbol, unknown>;
  const results =
    typeof convert === 'function'
      ? [() => apply(convert, value, ['default'])]
      : [() => call(value, 'valueOf'), () => call(value, 'toString')];
  for (let i = 0; i < results.length; i++) {
    const result = (results[i] as () => unknown)();
    if (!isObject(result)) return result;
  }
  throw new TypeErrorConstructor('Cannot convert object to primitive value');
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Gives the object itself, which is no primitive, if it has no such method. */
function call(value: object, name: string): unknown {
  const method = (value as Record<string, unknown>)[name];
  return typeof method === 'function' ? apply(method, value, []) : value;
}

/** What `Date.parse` makes of its argument; runs guest code for an object. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : `${value as string}`);

/** `toTemporalInstant` is a way to `Temporal`, which the permit table leaves out. */
export function removeTemporal(): void {
  deleteProperty(datePrototype, 'toTemporalInstant');
}

/** The strings as V8 reads and prints them. */
export const nativeParse = (text: string): number => dateParse(text);
export const nativePrint = (date: unknown): string => dateToString(date);
