import { ENTRY_COST, SLOTTED_COST } from '../kernel/codec/cost.ts';
import {
  addItem,
  charge,
  checkKey,
  checkSize,
  closeWalk,
  type Decoded,
  type DecodeOptions,
  enter,
  leave,
  malformed,
  noteConstructor,
  openWalk,
  revive,
  spend,
  textOf,
  type Walk,
} from '../kernel/codec/decode.ts';
import { MAX_DEPTH, MAX_LEAF_UNITS } from '../kernel/wire.ts';
import { parseLongText } from './parse-long-text.ts';
import type { TakeTurns } from './turns.ts';
import { withoutStacks } from './without-stacks.ts';

/** At worst some milliseconds of reading. */
const CHUNK = 32 * 1024;
/** Units looked at before others may have their turn. */
const PATIENCE = 1 << 16;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_RECORD = 123;
const CLOSE_RECORD = 125;

/** A container that is longer than a chunk. What is shorter is read whole, as `decode` reads everything. */
interface Container {
  readonly kind: 'list' | 'record' | 'object' | 'map' | 'set';
  readonly value: object;
  readonly parent: Container | null;
  readonly depth: number;
  readonly index: number;
  readonly start: number;
  /** Where the next item of a list goes; how many keys an object has. */
  at: number;
  /** What waits for its value. */
  key: unknown;
  keyed: boolean;
}

/**
 * Does what `decode` does, for a long text that a guest sent: the event loop of the host goes on meanwhile. The objects
 * are made in the order of the text, so references count the same.
 *
 * @param chunk units of text that are read in one go
 */
export async function decodeInTurns(
  text: string,
  options: DecodeOptions,
  takeTurns: TakeTurns,
  chunk = CHUNK,
): Promise<Decoded> {
  try {
    const walk = openWalk(text, options);
    const value = await read(walk, text, takeTurns, chunk);
    closeWalk(walk);
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}

async function read(walk: Walk, text: string, takeTurns: TakeTurns, chunk: number): Promise<unknown> {
  if (text.charCodeAt(1) === QUOTE) {
    const end = await endOfText(text, 1, takeTurns);
    return end === text.length ? readText(walk, text, 1, end, takeTurns, chunk) : malformed();
  }
  if (!isContainer(walk, text, 1)) {
    if (text.charCodeAt(1) === OPEN_RECORD && endOfLeaf(text, 1) !== text.length) malformed();
    return withoutStacks(() => revive(walk, JSON.parse(text.slice(1)), 0));
  }
  let [top, at] = open(walk, text, 1, null);
  /** Where the children begin that are still to be read, and the last one of them. */
  let from = at;
  let child = at;
  for (let steps = 0; ; steps++) {
    if (steps % PATIENCE === 0) await takeTurns();
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      const start = at;
      at = quoteAfter(text, start);
      at = at === -1 || isEscaped(text, at) ? await endOfText(text, start, takeTurns) : at + 1;
      const isKey = top.kind === 'record' && text.charCodeAt(at) === COLON;
      if (at - start <= chunk || isKey) continue;
      if (from < child) addRun(walk, top, text.slice(from, child - 1));
      from = child;
      // A key of an object that is written as a list goes with the next run.
      if (top.kind === 'object' && !top.keyed) continue;
      addKey(walk, top, text.slice(child, start));
      add(walk, top, await readText(walk, text, start, at, takeTurns, chunk));
      if (text.charCodeAt(at) === COMMA) at++;
      from = child = at;
    } else if (unit === COMMA) {
      if (at - from > chunk) {
        addRun(walk, top, text.slice(from, at));
        from = at + 1;
        await takeTurns();
      }
      child = ++at;
    } else if (unit === OPEN_LIST || unit === OPEN_RECORD) {
      const end = endOfShort(text, at, chunk);
      if (end !== -1 || !isContainer(walk, text, at)) {
        at = end === -1 ? endOfLeaf(text, at) : end;
        continue;
      }
      if (from < child) addRun(walk, top, text.slice(from, child - 1));
      addKey(walk, top, text.slice(child, at));
      [top, at] = open(walk, text, at, top);
      from = child = at;
      await takeTurns();
    } else if (unit === CLOSE_LIST || unit === CLOSE_RECORD) {
      addRun(walk, top, text.slice(from, at));
      at = close(walk, top, text, at);
      if (top.parent === null) return at === text.length ? top.value : malformed();
      add(walk, top.parent, top.value);
      top = top.parent;
      if (text.charCodeAt(at) === COMMA) at++;
      from = child = at;
    } else if (at >= text.length) {
      malformed();
    } else {
      at++;
    }
  }
}

/** The place behind a string. */
async function endOfText(text: string, start: number, takeTurns: TakeTurns): Promise<number> {
  let at = start;
  for (let looks = 1; at < text.length; looks++) {
    const quote = quoteAfter(text, at);
    if (quote !== -1 && !isEscaped(text, quote)) return quote + 1;
    if (quote === -1 || looks % PATIENCE === 0) await takeTurns();
    at = quote === -1 ? at + PATIENCE : quote;
  }
  return malformed();
}

async function readText(
  walk: Walk,
  text: string,
  start: number,
  end: number,
  takeTurns: TakeTurns,
  chunk: number,
): Promise<string> {
  const value = await parseLongText(text, start, end - 1, takeTurns, chunk);
  spend(walk, value.length);
  return value;
}

/** A tag with a list of values in it, as `encode` writes it. */
const TAGGED = /\{"\$":"(map|set|object)","v":\[/y;

function tagAt(text: string, at: number): RegExpExecArray | null {
  TAGGED.lastIndex = at;
  return TAGGED.exec(text);
}

/** Does something stand there whose children can be read one after another? Other tags are short, but for bytes. */
function isContainer(walk: Walk, text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === OPEN_LIST) return true;
  return unit === OPEN_RECORD && (!walk.extended || !text.startsWith('{"$":', at) || tagAt(text, at) !== null);
}

function open(walk: Walk, text: string, at: number, parent: Container | null): [Container, number] {
  const tag = walk.extended ? tagAt(text, at) : null;
  const kind = tag ? (tag[1] as 'map' | 'set' | 'object') : text.charCodeAt(at) === OPEN_LIST ? 'list' : 'record';
  const depth = parent === null ? 0 : parent.depth + 1;
  if (depth > MAX_DEPTH + 2) malformed();
  const value = kind === 'list' ? [] : kind === 'map' ? new Map() : kind === 'set' ? new Set() : {};
  const index = walk.count;
  const start = enter(walk, value);
  if (kind === 'map' || kind === 'set') charge(walk, SLOTTED_COST);
  const container = { kind, value, parent, depth, index, start, at: 0, key: undefined, keyed: false } as const;
  return [container, at + (tag ? tag[0].length : 1)];
}

/** Gives the place behind the end of the container. */
function close(walk: Walk, container: Container, text: string, at: number): number {
  const { kind, value, keyed, index, start } = container;
  const end = kind === 'list' ? ']' : kind === 'record' ? '}' : ']}';
  if (keyed || !text.startsWith(end, at)) malformed();
  if (kind === 'list') (value as unknown[]).length = container.at;
  leave(walk, index, start);
  return at + end.length;
}

/** Adds short children: the inside of a JSON list or object. */
function addRun(walk: Walk, container: Container, run: string): void {
  if (run !== '') withoutStacks(() => addNodes(walk, container, run));
}

function addNodes(walk: Walk, container: Container, run: string): void {
  if (container.kind === 'record') {
    const record = JSON.parse(`{${run}}`) as Record<string, unknown>;
    for (const key of Object.keys(record)) {
      checkKey(walk, key);
      setKey(walk, container, key, revive(walk, record[key], container.depth + 1));
    }
    return;
  }
  for (const node of JSON.parse(`[${run}]`) as unknown[]) {
    if (container.kind === 'list') {
      container.at = addItem(walk, container.value as unknown[], container.at, node, container.depth);
    } else if (container.kind === 'object' && !container.keyed) {
      checkKey(walk, textOf(node));
      container.key = node;
      container.keyed = true;
    } else {
      add(walk, container, revive(walk, node, container.depth + 1));
    }
  }
}

/** Takes the key before a long child of a record. Elsewhere nothing may stand before it. */
function addKey(walk: Walk, container: Container, text: string): void {
  if (container.kind !== 'record') {
    if (text !== '' || (container.kind === 'object' && !container.keyed)) malformed();
    return;
  }
  const key: unknown = text.endsWith(':') ? JSON.parse(text.slice(0, -1)) : undefined;
  checkKey(walk, textOf(key));
  container.key = key;
  container.keyed = true;
}

/** Adds a child that is ready. */
function add(walk: Walk, container: Container, value: unknown): void {
  const { kind, key, keyed } = container;
  if (kind === 'list') {
    (container.value as unknown[])[container.at++] = value;
  } else if (kind === 'set') {
    charge(walk, ENTRY_COST);
    (container.value as Set<unknown>).add(value);
  } else if (!keyed) {
    container.key = value;
    container.keyed = true;
  } else {
    container.key = undefined;
    container.keyed = false;
    if (kind !== 'map') {
      setKey(walk, container, key as string, value);
      return;
    }
    charge(walk, ENTRY_COST);
    (container.value as Map<unknown, unknown>).set(key, value);
  }
}

function setKey(walk: Walk, container: Container, key: string, value: unknown): void {
  checkSize(walk, ++container.at);
  if (key === 'constructor') noteConstructor(walk, value);
  (container.value as Record<string, unknown>)[key] = value;
}

/** Looks so far and no further: among characters such as U+6F22, with the byte of a quote in them, it takes V8 long. */
function quoteAfter(text: string, at: number): number {
  const quote = text.slice(at + 1, at + 1 + PATIENCE).indexOf('"');
  return quote === -1 ? -1 : at + 1 + quote;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
  return slashes % 2 === 1;
}

/** The place behind a list or object, or -1 if it is longer than so many units. */
function endOfShort(text: string, at: number, most: number): number {
  const last = Math.min(text.length, at + most);
  let depth = 0;
  let quoted = false;
  for (let i = at; i < last; i++) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) quoted = !quoted;
    else if (quoted) i = unit === BACKSLASH ? i + 1 : i;
    else if (unit === OPEN_LIST || unit === OPEN_RECORD) depth++;
    else if ((unit === CLOSE_LIST || unit === CLOSE_RECORD) && --depth === 0) return i + 1;
  }
  return -1;
}

/** Bytes are one string, however long, which takes little to read. */
const BYTES = /\{"\$":"bytes","v":\["\w+","/y;
const BYTES_END = '"]}';

/** The place behind an error, a regular expression, or bytes. The sender has a bound for each. */
function endOfLeaf(text: string, at: number): number {
  BYTES.lastIndex = at;
  const end = BYTES.test(text)
    ? text.indexOf(BYTES_END, BYTES.lastIndex) + BYTES_END.length
    : endOfShort(text, at, MAX_LEAF_UNITS);
  return end > at ? end : malformed();
}
