import { endOfPiece } from '../kernel/codec/quote-long.ts';
import { forget, look, type Survey, startSurvey } from './survey.ts';
import type { TakeTurns } from './turns.ts';

/** At worst some milliseconds of writing. */
const CHUNK = 32 * 1024;

/** A list or object that is longer than a chunk. What is shorter is written whole, by `JSON.stringify`. */
interface Level {
  readonly value: object;
  /** Of an object. */
  readonly keys: readonly string[] | null;
  readonly size: number;
  readonly depth: number;
  readonly parent: Level | null;
  at: number;
}

/**
 * Does what `JSON.stringify` does, bit by bit. Gives `undefined` for a value that JSON cannot write without loss.
 *
 * @param limit units of text; what is longer is given in part
 * @param chunk units that are written in one go
 */
export async function stringifyInTurns(
  value: unknown,
  limit: number,
  takeTurns: TakeTurns,
  chunk = CHUNK,
): Promise<string | undefined> {
  const seen = new Set<object>();
  let top = open([value], null);
  let text = '';
  while (text.length <= limit) {
    const survey = startSurvey(seen, chunk);
    const from = top.at;
    addRun(survey, top);
    if (!survey.plain) return undefined;
    const only = top.at === from + 1 ? childOf(top, from) : undefined;
    if (typeof only === 'string' && only.length > chunk) {
      text += `${commaOf(from)}${labelOf(top, from)}${await quoteInTurns(only, limit - text.length, takeTurns, chunk)}`;
    } else {
      text += runOf(top, from);
    }
    const long = top.at === from && top.at < top.size;
    if (long) {
      const child = childOf(top);
      text += `${commaOf(top.at)}${labelOf(top, top.at)}${Array.isArray(child) ? '[' : '{'}`;
      seen.add(child as object);
      top = open(child as object, top);
    } else if (top.at === top.size) {
      if (top.parent === null) return text;
      text += top.keys === null ? ']' : '}';
      top = top.parent;
      top.at++;
    }
    await takeTurns();
  }
  return text;
}

/** The JSON of a text, up to about the limit. */
async function quoteInTurns(text: string, limit: number, takeTurns: TakeTurns, chunk: number): Promise<string> {
  let json = '"';
  for (let at = 0; at < text.length && json.length <= limit; ) {
    const end = endOfPiece(text, at + chunk);
    json += JSON.stringify(text.slice(at, end)).slice(1, -1);
    at = end;
    await takeTurns();
  }
  return `${json}"`;
}

function open(value: object, parent: Level | null): Level {
  const keys = Array.isArray(value) ? null : Object.keys(value);
  const size = keys === null ? (value as unknown[]).length : keys.length;
  return { value, keys, size, depth: parent === null ? 0 : parent.depth + 1, parent, at: 0 };
}

/** Moves on over children that fit in a chunk together. */
function addRun(survey: Survey, level: Level): void {
  for (const from = level.at; level.at < level.size; level.at++) {
    const met = survey.met.length;
    const child = childOf(level);
    look(survey, child, level.depth);
    if (!survey.plain) return;
    if (survey.left >= 0) continue;
    // Too much for this run. A text is one piece, however long.
    if (level.at === from && (typeof child !== 'object' || child === null)) level.at++;
    else forget(survey, met);
    return;
  }
}

function runOf({ value, keys, at }: Level, from: number): string {
  if (at === from) return '';
  const comma = from === 0 ? '' : ',';
  if (keys === null) return comma + JSON.stringify((value as unknown[]).slice(from, at)).slice(1, -1);
  const entries = keys
    .slice(from, at)
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify((value as Record<string, unknown>)[key])}`);
  return comma + entries.join(',');
}

const childOf = ({ value, keys, at: next }: Level, at = next): unknown =>
  keys === null ? (value as unknown[])[at] : (value as Record<string, unknown>)[keys[at] as string];

const commaOf = (at: number): string => (at === 0 ? '' : ',');

const labelOf = ({ keys }: Level, at: number): string => (keys === null ? '' : `${JSON.stringify(keys[at])}:`);
