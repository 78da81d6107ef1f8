import { bindFunction, defineProperty } from './primordials.ts';

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
  const attributes = { __proto__: null, value: name, writable: false, enumerable: false, configurable: true };
  defineProperty(exposed, 'name', attributes as PropertyDescriptor);
  attributes.value = length as never;
  defineProperty(exposed, 'length', attributes as PropertyDescriptor);
  return exposed as Fn;
}
