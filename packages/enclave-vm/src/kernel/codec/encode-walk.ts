import { MapConstructor, mapSet } from '../primordials.ts';
import { EXTENDED, PLAIN, TAG } from '../wire.ts';
import { costLimit, MAX_OBJECTS } from './cost.ts';
import { type Place, pathOf } from './path.ts';

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

export interface Refused {
  readonly ok: false;
  readonly tooLarge: boolean;
  /** Small enough as text, but it has too many objects that the receiver would be long in making. */
  readonly dear: boolean;
  readonly path: string;
  /** Completes a sentence that starts with the path. */
  readonly problem: string;
}

export type Encoded = { readonly ok: true; readonly text: string } | Refused;

/** The outcome of {@link encode}. */
export type Counted = { readonly ok: true; readonly text: string; readonly objects: number } | Refused;

/** An object that was written, by its number in the order of the text. */
export interface Written {
  readonly index: number;
  /** Where its text begins, left-out units counted. */
  readonly start: number;
  /** Units that it takes when written out; 0 while it is being written. */
  size: number;
  /** It was written under a key `constructor`, and has a key `prototype` that holds an object: see `checkPollution`. */
  isConstructor: boolean;
  hasPrototype: boolean;
}

/** The state of one encoding. */
export interface Walk {
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

export function openWalk(options: EncodeOptions): Walk {
  return {
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
}

/** What has become of a walk that went to its end. */
export function encoded(walk: Walk): Counted {
  return { ok: true, text: (walk.extended ? EXTENDED : PLAIN) + walk.text, objects: walk.objects };
}

/** What has become of a walk that something ended before. */
export function refused(walk: Walk): Refused {
  const problem = walk.problem === '' ? 'threw when it was read' : walk.problem;
  const { options, tooLarge, dear } = walk;
  return { ok: false, tooLarge, dear, path: dear ? options.root : pathOf(options.root, walk.place), problem };
}

/** Ends the walk. What is thrown never passes guest code, and nobody looks at it. */
export function refuse(walk: Walk, problem: string): never {
  walk.problem = problem;
  throw null;
}

export function outgrown(walk: Walk): never {
  walk.tooLarge = true;
  refuse(walk, 'is too large');
}

export function reserve(walk: Walk, units: number): void {
  if (walk.text.length + walk.hidden + units > walk.options.limit) outgrown(walk);
}

export function charge(walk: Walk, cost: number): void {
  if (!walk.options.toHost) return;
  walk.cost += cost;
  walk.costly++;
  if (walk.cost <= costLimit(walk.options.limit)) return;
  tooDear(walk, `has too many values other than plain data: the first ${walk.costly} are over what can be handed over`);
}

export function tooDear(walk: Walk, problem: string): never {
  walk.dear = true;
  walk.tooLarge = true;
  refuse(walk, problem);
}

export function tag(walk: Walk, name: string, payload: string): void {
  openTag(walk, name);
  reserve(walk, payload.length);
  walk.text += payload;
  walk.text += '}';
}

export function openTag(walk: Walk, name: string): void {
  walk.extended = true;
  reserve(walk, 0);
  walk.text += `{"${TAG}":"${name}","v":`;
}

export function remember(walk: Walk, value: object): Written {
  const start = walk.text.length + walk.hidden;
  const written = { index: walk.objects++, start, size: 0, isConstructor: false, hasPrototype: false };
  mapSet(walk.seen, value, written);
  if (walk.options.toHost && walk.objects > MAX_OBJECTS)
    tooDear(walk, `has more than ${MAX_OBJECTS} objects and lists`);
  return written;
}

export function measure(walk: Walk, written: Written): void {
  written.size = walk.text.length + walk.hidden - written.start;
  walk.last = written;
}
