import {
  charCodeAt,
  getOwnPropertyDescriptor,
  hasOwn,
  indexOf,
  slice,
  toText,
  WeakMapConstructor,
  weakMapGet,
  weakMapSet,
} from './primordials.ts';
import { define } from './shapes.ts';
import { giveStackText } from './stack-text.ts';
import { MAX_TRAIL } from './wire.ts';

/** The functions that an error passed, as `id,position,id,position` in text: a primitive the guest cannot reach. */
interface Trail {
  text: string;
  length: number;
}

const trails = new WeakMapConstructor<object, Trail>();

/** A thrown primitive has no identity: only the last one is remembered. */
let lastPrimitive: unknown;
let lastTrail: Trail | null = null;

/** Notes that `error` passed a function while it stood at a position. */
export function extendTrail(error: unknown, functionId: unknown, positionId: unknown): void {
  if (typeof functionId !== 'number' || typeof positionId !== 'number') return;
  if (typeof error === 'object' && error !== null) tidy(error);
  const trail = trailFor(error);
  if (trail.length >= MAX_TRAIL) return;
  const pair = `${toText(functionId >>> 0)},${toText(positionId >>> 0)}`;
  trail.text = trail.length === 0 ? pair : `${trail.text},${pair}`;
  trail.length++;
}

let tidying = false;

/** A proxy's traps may run here. What they throw does not replace the error, and comes back to this no second time. */
function tidy(error: object): void {
  if (tidying) return;
  tidying = true;
  try {
    hideInternalNames(error);
    giveStackText(error);
  } catch {
    // A proxy that does not answer keeps what it has.
  }
  tidying = false;
}

function trailFor(error: unknown): Trail {
  if ((typeof error === 'object' && error !== null) || typeof error === 'function') {
    const known = weakMapGet(trails, error);
    if (known !== undefined) return known;
    const trail = { text: '', length: 0 };
    weakMapSet(trails, error, trail);
    return trail;
  }
  if (lastTrail === null || lastPrimitive !== error) {
    lastPrimitive = error;
    lastTrail = { text: '', length: 0 };
  }
  return lastTrail;
}

/** The trail of what was thrown, as the inside of a JSON array. */
export function trailOf(thrown: unknown): string {
  if ((typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function') {
    return weakMapGet(trails, thrown)?.text ?? '';
  }
  return lastTrail !== null && lastPrimitive === thrown ? lastTrail.text : '';
}

const INTERNAL = '__enclave_';

/**
 * V8 quotes the source in messages such as "x.map is not a function", and instrumented source has names of ours in it.
 * They become what V8 itself writes for such things.
 */
function hideInternalNames(error: object): void {
  const property = getOwnPropertyDescriptor(error, 'message');
  if (property === undefined || !hasOwn(property, 'value') || typeof property.value !== 'string') return;
  const message = property.value;
  let from = indexOf(message, INTERNAL);
  if (from < 0) return;
  let text = '';
  let done = 0;
  for (; from >= 0; from = indexOf(message, INTERNAL, done)) {
    let end = from;
    while (end < message.length && isInternalText(charCodeAt(message, end))) end++;
    // A list of names stands in parentheses; a name alone ends where V8 goes on in its own words.
    const wrapped = from > done && message[from - 1] === '(' && message[end] === ')';
    if (!wrapped) {
      end = from;
      while (end < message.length && isNamePart(charCodeAt(message, end))) end++;
    }
    const next = wrapped ? end + 1 : end;
    text += slice(message, done, wrapped ? from - 1 : from) + nameless(message, next);
    done = next;
  }
  define(error, 'message', text + slice(message, done));
}

/** What V8 writes for a value without a name that stands before `end`: a parameter that is taken apart is known by its value. */
function nameless(message: string, end: number): string {
  if (slice(message, end) === "' as it is undefined.") return 'undefined';
  return slice(message, end) === "' as it is null." ? 'object null' : '(intermediate value)';
}

/** Letters, digits, `_` and `$`. */
function isNamePart(unit: number): boolean {
  const letter = unit | 32;
  return (letter >= 97 && letter <= 122) || (unit >= 48 && unit <= 57) || unit === 95 || unit === 36;
}

/** The same, and the ` , ` between two names. */
const isInternalText = (unit: number): boolean => isNamePart(unit) || unit === 32 || unit === 44;
