import { bindFunction, defineProperty, global, setPrototypeOf } from './primordials.ts';

/** A descriptor that no prototype stands behind. Used again and again: nobody but `defineProperty` ever sees it. */
const descriptor = (writable: boolean, configurable: boolean): PropertyDescriptor =>
  ({ __proto__: null, value: undefined, writable, enumerable: false, configurable }) as PropertyDescriptor;

const OPEN = descriptor(true, true);
const LOCKED = descriptor(false, false);
const READONLY = descriptor(false, true);

/** Adds or replaces an own property without looking at the prototype chain. */
export function define(target: object, key: PropertyKey, value: unknown, enumerable = false): void {
  OPEN.enumerable = enumerable;
  defineAs(OPEN, target, key, value);
}

/** Like {@link define}, but the guest can neither change nor remove it. */
export function defineLocked(target: object, key: PropertyKey, value: unknown): void {
  defineAs(LOCKED, target, key, value);
}

/**
 * Defines a global that most scripts never use: it is made when they first ask for it, and once only. To them it is a
 * property like any other.
 */
export function defineLazily(name: string, make: () => object): void {
  let made: object | undefined;
  const replace = (value: unknown): unknown => {
    define(global, name, value);
    return value;
  };
  defineProperty(global, name, {
    __proto__: null,
    get() {
      made ??= make();
      return replace(made);
    },
    set: replace,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
}

/** All fields are read before a trap of `target` can run. */
function defineAs(shape: PropertyDescriptor, target: object, key: PropertyKey, value: unknown): void {
  shape.value = value;
  defineProperty(target, key, shape);
  shape.value = undefined;
}

/**
 * What the guest may see of a kernel function: a bound one, whose text is `[native code]`, that is no constructor and
 * has no `prototype`.
 */
export function expose<Fn extends (...args: never[]) => unknown>(name: string, length: number, fn: Fn): Fn {
  const exposed = bindFunction(fn, undefined);
  defineAs(READONLY, exposed, 'name', name);
  if (fn.length !== length) defineAs(READONLY, exposed, 'length', length);
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
