import {
  apply,
  charCodeAt,
  dateParse,
  datePrototype,
  dateTime,
  dateUTC,
  deleteProperty,
  getOwnPropertyDescriptor,
  indexOf,
  isNotNumber,
  ownKeys,
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

/**
 * Local time is UTC: `getHours` becomes `getUTCHours`, and so on, and what prints a local time prints UTC.
 */
export function tameTimeZone(utc: UtcParts): void {
  utcParts = utc;
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
export const utcParse = (text: string): number =>
  dateParse(hasZone(text) ? text : isIsoTime(text) ? `${text}Z` : `${text} UTC`);

/** The time of year, month, day... in that realm. */
export const utcComponents = (parts: readonly unknown[]): number =>
  apply(dateUTC, undefined, parts as unknown[]) as number;

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** `2026-01-02T...`: the one format in which a missing zone is filled with `Z`. */
const isIsoTime = (text: string): boolean => text[4] === '-' && isDigit(charCodeAt(text, 0)) && indexOf(text, 'T') > 0;

/** Is the zone of this date in the text, or given by its format (an ISO date alone is UTC)? */
function hasZone(text: string): boolean {
  const length = text.length;
  if (length <= 10 && isDigit(charCodeAt(text, 0)) && text[4] === '-') return true;
  if (length <= 4) return true;
  const last = charCodeAt(text, length - 1) | 32;
  if (last === 122 && isDigit(charCodeAt(text, length - 2))) return true;
  const colon = indexOf(text, ':');
  const time = colon < 0 ? text : slice(text, colon);
  for (let i = 0; i < ZONES.length; i++) {
    if (indexOf(time, ZONES[i] as string) >= 0) return true;
  }
  return colon >= 0 && (indexOf(time, '+') > 0 || indexOf(time, '-') > 0);
}

const ZONES = ['GMT', 'UTC', 'UT', 'EST', 'EDT', 'CST', 'CDT', 'MST', 'MDT', 'PST', 'PDT'];
