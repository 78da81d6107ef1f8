import {
  apply,
  defineProperty,
  ErrorConstructor,
  errorPrototype,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  inPrototypeChain,
  setPrototypeOf,
  slice,
} from './primordials.ts';
import { define } from './shapes.ts';
import { MAX_MESSAGE_LENGTH } from './wire.ts';

/**
 * V8 captures no stack in this realm, so `stack` of an error is undefined. Scripts log it and split it all the same:
 * this puts an accessor in its place, which gives name and message, as Node does when there are no frames. Runs no code
 * of the guest's.
 */
export function giveStackText(error: object): void {
  const stack = getOwnPropertyDescriptor(error, 'stack');
  if (stack === undefined || !isEmpty(error, stack)) return;
  if (inPrototypeChain(errorPrototype, error)) defineProperty(error, 'stack', accessor);
}

/** What a script gets for `Error.captureStackTrace`: the text of a stack, and no frames. */
export function giveStackTextTo(target: object): void {
  defineProperty(target, 'stack', accessor);
}

/** Node makes the text when it is read first, from what name and message are then. */
const accessor = getOwnPropertyDescriptor(
  {
    get stack(): unknown {
      const text = textOf(this);
      keep(this, text);
      return text;
    },
    set stack(value: unknown) {
      keep(this, value);
    },
  },
  'stack',
) as PropertyDescriptor;
setPrototypeOf(accessor, null);
accessor.enumerable = false;

function keep(error: unknown, stack: unknown): void {
  if ((typeof error !== 'object' && typeof error !== 'function') || error === null) return;
  try {
    define(error, 'stack', stack);
  } catch {
    // What is frozen has its text made anew each time.
  }
}

/** As `Error.prototype.toString` makes it, from data alone: Node may read a stack where no budget holds. */
function textOf(error: unknown): string {
  const name = dataText(error, 'name', 'Error');
  const message = dataText(error, 'message', '');
  if (message === '') return name;
  return name === '' ? message : `${name}: ${message}`;
}

/** The string that a key holds, on the object or the nearest prototype that has the key. */
function dataText(object: unknown, key: string, fallback: string): string {
  let holder = (typeof object === 'object' || typeof object === 'function' ? object : null) as object | null;
  for (; holder !== null; holder = getPrototypeOf(holder)) {
    const property = getOwnPropertyDescriptor(holder, key);
    if (property === undefined) continue;
    const isText = hasOwn(property, 'value') && typeof property.value === 'string';
    return isText ? slice(property.value as string, 0, MAX_MESSAGE_LENGTH) : fallback;
  }
  return fallback;
}

/** As V8 makes it when it captures nothing: a value or an accessor, depending on the version. */
function isEmpty(error: object, stack: PropertyDescriptor): boolean {
  if (hasOwn(stack, 'value')) return stack.value === undefined;
  const native = nativeStackGetter();
  return native !== undefined && stack.get === native && apply(native, error, []) === undefined;
}

let nativeGetter: (() => unknown) | undefined;

/** Of the accessor that newer versions of V8 put on each error. Most realms never need it. */
function nativeStackGetter(): (() => unknown) | undefined {
  if (nativeGetter === undefined) nativeGetter = getOwnPropertyDescriptor(new ErrorConstructor(), 'stack')?.get;
  return nativeGetter;
}
