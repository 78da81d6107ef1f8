import { apply, arrayPrototype, getPrototypeOf, hasOwn, objectPrototype } from '../primordials.ts';

/**
 * The object's own `toJSON`, or its class's. One on `Object.prototype` does not count: it would answer for every value
 * that crosses.
 */
export function findToJSON(value: object): (() => unknown) | null {
  for (
    let holder: object | null = value;
    holder !== null && holder !== objectPrototype && holder !== arrayPrototype;
    holder = getPrototypeOf(holder)
  ) {
    if (!hasOwn(holder, 'toJSON')) continue;
    const { toJSON } = value as { toJSON: unknown };
    return typeof toJSON === 'function' ? () => apply(toJSON, value, ['']) : null;
  }
  return null;
}
