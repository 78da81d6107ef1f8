import {
  apply,
  ErrorConstructor,
  errorPrototype,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  inPrototypeChain,
  slice,
} from './primordials.ts';
import { define } from './shapes.ts';
import { MAX_MESSAGE_LENGTH } from './wire.ts';

/**
 * V8 captures no stack in this realm, so `stack` of an error is undefined. Scripts log it and split it all the same:
 * this puts name and message in its place, as V8 does when it has no frames. Reads data only and runs no getter.
 */
export function giveStackText(error: object): void {
  const stack = getOwnPropertyDescriptor(error, 'stack');
  if (stack === undefined || !isEmpty(error, stack)) return;
  if (!inPrototypeChain(errorPrototype, error)) return;
  const name = dataText(error, 'name');
  const message = dataText(error, 'message');
  define(error, 'stack', message === '' ? name : `${name}: ${message}`);
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

/** The string that a key holds, on the object or the nearest prototype that has the key. */
function dataText(object: object, key: string): string {
  for (let holder: object | null = object; holder !== null; holder = getPrototypeOf(holder)) {
    const property = getOwnPropertyDescriptor(holder, key);
    if (property === undefined) continue;
    return hasOwn(property, 'value') && typeof property.value === 'string'
      ? slice(property.value, 0, MAX_MESSAGE_LENGTH)
      : '';
  }
  return '';
}
