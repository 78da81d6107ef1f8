import {
  apply,
  dateParse,
  datePrototype,
  dateTime,
  dateUTC,
  deleteProperty,
  getOwnPropertyDescriptor,
  isNotNumber,
  ownKeys,
  regExpExec,
  slice,
  startsWith,
  toText,
} from './primordials.ts';
import { define } from './shapes.ts';

/** Reads the parts of a date's UTC time. */
export type UtcParts = Readonly<
  Record<'year' | 'month' | 'day' | 'weekday' | 'hours' | 'minutes' | 'seconds', (date: unknown) => number>
>;

let utcParts: UtcParts;
let formats: ReturnType<typeof createFormats>;

/**
 * Local time is UTC: `getHours` becomes `getUTCHours`, and so on, and what prints a local time prints UTC.
 */
export function tameTimeZone(utc: UtcParts): void {
  utcParts = utc;
  formats = createFormats();
  const methods = createMethods();
  const names = ownKeys(datePrototype);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof name !== 'string' || !(startsWith(name, 'getUTC') || startsWith(name, 'setUTC'))) continue;
    const local = slice(name, 0, 3) + slice(name, 6);
    define(datePrototype, local, getOwnPropertyDescriptor(datePrototype, name)?.value);
  }
  define(datePrototype, 'getTimezoneOffset', methods.getTimezoneOffset);
  define(datePrototype, 'getYear', methods.getYear);
  deleteProperty(datePrototype, 'setYear');
  define(datePrototype, 'toString', methods.toString);
  define(datePrototype, 'toDateString', methods.toDateString);
  define(datePrototype, 'toTimeString', methods.toTimeString);
}

const createMethods = () => ({
  getTimezoneOffset(this: unknown): number {
    const time = dateTime(this);
    return time - time;
  },
  getYear(this: unknown): number {
    return utcParts.year(this) - 1900;
  },
  toString(this: unknown): string {
    return utcPrint(this);
  },
  toDateString(this: unknown): string {
    return isInvalid(this) ? 'Invalid Date' : dateText(this);
  },
  toTimeString(this: unknown): string {
    return isInvalid(this) ? 'Invalid Date' : timeText(this);
  },
});

const isInvalid = (date: unknown): boolean => {
  return isNotNumber(dateTime(date));
};

const DAYS = 'SunMonTueWedThuFriSat';
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const three = (names: string, index: number): string => slice(names, index * 3, index * 3 + 3);

function padded(number: number, width: number): string {
  let text = toText(number < 0 ? -number : number);
  while (text.length < width) text = `0${text}`;
  return number < 0 ? `-${text}` : text;
}

function dateText(date: unknown): string {
  const day = three(DAYS, utcParts.weekday(date));
  const month = three(MONTHS, utcParts.month(date));
  const year = utcParts.year(date);
  return `${day} ${month} ${padded(utcParts.day(date), 2)} ${padded(year, year < 0 ? 6 : 4)}`;
}

function timeText(date: unknown): string {
  const time = `${padded(utcParts.hours(date), 2)}:${padded(utcParts.minutes(date), 2)}:${padded(utcParts.seconds(date), 2)}`;
  return `${time} GMT+0000 (Coordinated Universal Time)`;
}

/** A date as `toString` gives it where the time zone is UTC. */
export const utcPrint = (date: unknown): string =>
  isInvalid(date) ? 'Invalid Date' : `${dateText(date)} ${timeText(date)}`;

/** The time of a date string in a realm whose time zone is UTC, wherever the host is. */
export function utcParse(text: string): number {
  const { isoDate, isoTime, isoZoned, zone } = formats;
  if (matches(isoTime, text)) return dateParse(`${text}Z`);
  if (matches(isoDate, text) || matches(isoZoned, text) || matches(zone, withoutComments(text))) return dateParse(text);
  return dateParse(`${text} UTC`);
}

/** The time of year, month, day... in that realm. */
export const utcComponents = (parts: readonly unknown[]): number =>
  apply(dateUTC, undefined, parts as unknown[]) as number;

/** Made where they are needed: each costs a realm most of a microsecond. */
const createFormats = () => ({
  /** A date alone is UTC by the language's own rule. */
  isoDate: /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?$/,
  isoTime: /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?$/,
  isoZoned: /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i,
  /** In any other format: a name of a zone, or an offset right after the time. */
  zone: /\b(?:gmt|utc?|z|[ecmp][sd]t)\b|\dz\b|:\d+(?:\.\d+)?\s*(?:[ap]m)?\s*[+-]\d/i,
});

const matches = (pattern: RegExp, text: string): boolean => regExpExec(pattern, text) !== null;

/** What stands in parentheses is no part of the date. */
function withoutComments(text: string): string {
  let result = '';
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i] as string;
    if (unit === '(') depth++;
    else if (unit === ')' && depth > 0) depth--;
    else if (depth === 0) result += unit;
  }
  return result;
}
