import { bindFunction, defineProperty, setPrototypeOf } from './primordials.ts';

/** Adds or replaces an own property without looking at the prototype chain. */
export function define(target: object, key: PropertyKey, value: unknown, enumerable = false): void {
  defineProperty(target, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable,
    configurable: true,
  } as PropertyDescriptor);
}

/** Like {@link define}, but the guest can neither change nor remove it. */
export function defineLocked(target: object, key: PropertyKey, value: unknown): void {
  defineProperty(target, key, {
    __proto__: null,
    value,
    writable: false,
    enumerable: false,
    configurable: false,
  } as PropertyDescriptor);
}

/**
 * What the guest may see of a kernel function: a bound one, whose text is `[native code]`, that is no constructor and
 * has no `prototype`.
 */
export function expose<Fn extends (...args: never[]) => unknown>(name: string, length: number, fn: Fn): Fn {
  const exposed = bindFunction(fn, undefined);
  defineReadonly(exposed, 'name', name);
  defineReadonly(exposed, 'length', length);
  return exposed as Fn;
}

/**
 * The same for a constructor, given as an ordinary `function`. Subclasses and `instanceof` work as with any other.
 *
 * @param parent the class that it extends, if it does
 */
export function exposeConstructor(
  name: string,
  length: number,
  create: (...args: never[]) => unknown,
  prototype: object,
  parent: object | null,
): object {
  // `instanceof` and subclasses ask the function under the bound one.
  (create as unknown as { prototype: object }).prototype = prototype;
  const exposed = expose(name, length, create);
  defineLocked(exposed, 'prototype', prototype);
  if (parent !== null) setPrototypeOf(exposed, parent);
  define(prototype, 'constructor', exposed);
  return exposed;
}

function defineReadonly(target: object, key: string, value: unknown): void {
  defineProperty(target, key, {
    __proto__: null,
    value,
    writable: false,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
}
