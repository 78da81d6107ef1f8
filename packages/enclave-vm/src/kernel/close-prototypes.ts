import {
  arrayPrototype,
  datePrototype,
  errorPrototype,
  functionPrototype,
  mapPrototype,
  objectPrototype,
  preventExtensions,
  promisePrototype,
  rangeErrorPrototype,
  regExpPrototype,
  setPrototype,
  stringPrototype,
} from './primordials.ts';

/**
 * Nothing can be added to the prototypes that everything inherits from, and what they inherit from stays: no setter for
 * an index, no `then`, no `toJSON` for everybody, no proxy behind `Array.prototype`. What is there can be replaced, and
 * subclasses are as free as ever. The kernel does not rely on this; whatever else walks prototypes may.
 */
export function closePrototypes(): void {
  preventExtensions(objectPrototype);
  preventExtensions(functionPrototype);
  preventExtensions(arrayPrototype);
  preventExtensions(promisePrototype);
  preventExtensions(errorPrototype);
  preventExtensions(rangeErrorPrototype);
  preventExtensions(stringPrototype);
  preventExtensions(regExpPrototype);
  preventExtensions(datePrototype);
  preventExtensions(mapPrototype);
  preventExtensions(setPrototype);
}
