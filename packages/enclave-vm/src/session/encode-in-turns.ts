import { type Listing, openListing, write, writeItem, writeKey } from '../kernel/codec/encode.ts';
import {
  type Encoded,
  type EncodeOptions,
  encoded,
  measure,
  openTag,
  openWalk,
  refused,
  remember,
  reserve,
  type Walk,
  type Written,
} from '../kernel/codec/encode-walk.ts';
import type { Place } from '../kernel/codec/path.ts';
import { MAX_DEPTH, TAG } from '../kernel/wire.ts';
import { look, startSurvey } from './survey.ts';
import type { TakeTurns } from './turns.ts';

/** At worst some milliseconds of writing. */
const CHUNK = 16 * 1024;

/** A container that is longer than a chunk. What is shorter is written whole, as `encode` writes everything. */
interface Level {
  readonly parent: Level | null;
  readonly written: Written;
  readonly place: Place;
  readonly depth: number;
  readonly size: number;
  readonly end: string;
  at: number;
  child(at: number): unknown;
  /** Writes what stands before a child that is too long to be written whole. */
  label(at: number): void;
  /** Writes a child whole, and says which one is next. */
  write(at: number): number;
}

/** Does what `encode` does for a guest, bit by bit. */
export async function encodeInTurns(
  value: unknown,
  options: Omit<EncodeOptions, 'toHost'>,
  takeTurns: TakeTurns,
  chunk = CHUNK,
): Promise<Encoded> {
  const walk = openWalk({ ...options, toHost: false });
  try {
    await writeInTurns(walk, value, takeTurns, chunk);
    reserve(walk, 0);
  } catch {
    return refused(walk);
  }
  return encoded(walk);
}

async function writeInTurns(walk: Walk, value: unknown, takeTurns: TakeTurns, chunk: number): Promise<void> {
  if (!isLong(walk, value, 0, chunk)) {
    write(walk, value, null, null, 0);
    return;
  }
  let top: Level | null = open(walk, value, null);
  while (top !== null) {
    if (top.at >= top.size) {
      walk.text += top.end;
      walk.place = top.place.parent;
      measure(walk, top.written);
      top = top.parent;
      if (top !== null) top.at++;
    } else {
      const child: unknown = top.child(top.at);
      if (isLong(walk, child, top.depth + 1, chunk)) {
        top.label(top.at);
        top = open(walk, child, top);
      } else {
        top.at = top.write(top.at);
      }
    }
    reserve(walk, 0);
    await takeTurns();
  }
}

/** Is this a container of more units than can be written in one go, and not written yet? */
function isLong(walk: Walk, value: unknown, depth: number, chunk: number): value is object {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH || walk.seen.has(value)) return false;
  if (!isContainer(value)) return false;
  const survey = startSurvey(new Set(), chunk);
  look(survey, value);
  return survey.left < 0;
}

function isContainer(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Map.prototype || prototype === Set.prototype) return true;
  return (prototype === Object.prototype || prototype === null) && !Object.hasOwn(value, 'toJSON');
}

function open(walk: Walk, value: object, parent: Level | null): Level {
  const level = { parent, written: remember(walk, value), depth: parent === null ? 0 : parent.depth + 1, at: 0 };
  const outer = parent === null ? null : parent.place;
  if (Array.isArray(value)) {
    const listing = openListing(walk, value, outer, level.depth);
    walk.text += '[';
    return { ...level, ...listLevel(walk, listing) };
  }
  if (value instanceof Map || value instanceof Set) {
    openTag(walk, value instanceof Map ? 'map' : 'set');
    walk.text += '[';
    return { ...level, ...entryLevel(walk, value, outer, level.depth) };
  }
  const flat = Object.hasOwn(value, TAG);
  if (flat) openTag(walk, 'object');
  walk.text += flat ? '[' : '{';
  return { ...level, ...recordLevel(walk, value as Record<string, unknown>, outer, level.depth, flat) };
}

type Children = Pick<Level, 'place' | 'size' | 'end' | 'child' | 'label' | 'write'>;

function listLevel(walk: Walk, listing: Listing): Children {
  const { list, length, place } = listing;
  return {
    place,
    size: length,
    end: ']',
    child: (at) => list[at],
    label(at) {
      if (at > 0) walk.text += ',';
      place.key = at;
      walk.place = place;
    },
    write: (at) => writeItem(walk, listing, at),
  };
}

function recordLevel(
  walk: Walk,
  record: Readonly<Record<string, unknown>>,
  outer: Place | null,
  depth: number,
  flat: boolean,
): Children {
  const place: Place = { parent: outer, kind: 'key', key: '' };
  const keys = Object.keys(record);
  const child = (at: number): unknown => record[keys[at] as string];
  const label = (at: number): void => {
    place.key = keys[at] as string;
    walk.place = place;
    writeKey(walk, place.key, at === 0, flat);
  };
  return {
    place,
    size: keys.length,
    end: flat ? ']}' : '}',
    child,
    label,
    write(at) {
      label(at);
      write(walk, child(at), place, record, depth + 1);
      return at + 1;
    },
  };
}

/** Of a Map every key and every value is a child. */
function entryLevel(
  walk: Walk,
  entries: Map<unknown, unknown> | Set<unknown>,
  outer: Place | null,
  depth: number,
): Children {
  const place: Place = { parent: outer, kind: 'entry', key: 0 };
  const isMap = entries instanceof Map;
  const items = isMap ? [...entries].flat(1) : [...entries];
  const label = (at: number): void => {
    if (at > 0) walk.text += ',';
    const key = isMap && at % 2 === 1 ? items[at - 1] : undefined;
    place.kind = isMap && at % 2 === 0 ? 'map key' : typeof key === 'string' ? 'map value' : 'entry';
    place.key = typeof key === 'string' ? key : Math.floor(isMap ? at / 2 : at);
    walk.place = place;
  };
  return {
    place,
    size: items.length,
    end: ']}',
    child: (at) => items[at],
    label,
    write(at) {
      label(at);
      write(walk, items[at], place, null, depth + 1);
      return at + 1;
    },
  };
}
