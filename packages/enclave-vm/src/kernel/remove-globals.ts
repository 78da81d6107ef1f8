import {
  defineProperty,
  deleteProperty,
  ErrorConstructor,
  global,
  indexOf,
  objectPrototype,
  setPrototypeOf,
  slice,
} from './primordials.ts';

/**
 * Removes the globals that the permit table does not list.
 *
 * @param names each followed by a space. The host finds them out once: every new context of a process has the same
 */
export function removeGlobals(names: string): void {
  for (let at = 0; at < names.length; ) {
    const end = indexOf(names, ' ', at);
    removeGlobal(slice(names, at, end));
    at = end + 1;
  }
  // Between the global object and Object.prototype stands an object of Node's own, with a constructor.
  setPrototypeOf(global, objectPrototype);
}

/** V8 locks the names of its own extensions, such as `gc`; their values it does not. */
function removeGlobal(name: string): void {
  if (deleteProperty(global, name)) return;
  if (defineProperty(global, name, { __proto__: null, value: undefined, writable: false } as PropertyDescriptor))
    return;
  throw new ErrorConstructor(`The global ${name} cannot be removed`);
}
