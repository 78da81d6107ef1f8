import {
  asyncFunctionPrototype,
  asyncGeneratorFunctionPrototype,
  asyncGeneratorPrototype,
  generatorFunctionPrototype,
  generatorPrototype,
  getOwnPropertyDescriptor,
  global,
  ownKeys,
  preventExtensions,
  typedArrayPrototype,
} from './primordials.ts';

/**
 * Nothing can be added to the prototypes of the language, and what they inherit from stays: no setter for an index, no
 * `then`, no `toJSON` for everybody, no proxy behind `Array.prototype`. What is there can be replaced, and subclasses are
 * as free as ever.
 */
export function closePrototypes(): void {
  const names = ownKeys(global);
  for (let i = 0; i < names.length; i++) {
    const property = getOwnPropertyDescriptor(global, names[i] as string) as PropertyDescriptor;
    if (typeof property.value === 'function') closePrototypeOf(property.value);
  }
  for (let i = 0; i < UNNAMED.length; i++) preventExtensions(UNNAMED[i] as object);
}

function closePrototypeOf(owner: object): void {
  const prototype = getOwnPropertyDescriptor(owner, 'prototype')?.value as unknown;
  if (typeof prototype === 'object' && prototype !== null) preventExtensions(prototype);
}

/** Prototypes that no global names. */
const UNNAMED = [
  typedArrayPrototype,
  asyncFunctionPrototype,
  generatorFunctionPrototype,
  generatorPrototype,
  asyncGeneratorFunctionPrototype,
  asyncGeneratorPrototype,
];
