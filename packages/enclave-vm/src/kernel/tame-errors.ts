import {
  construct,
  defineProperty,
  ErrorConstructor,
  errorPrototype,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  global,
  hasOwn,
  objectToText,
  RangeErrorConstructor,
  rangeErrorPrototype,
  setPrototypeOf,
  TypeErrorConstructor,
  toStringTagSymbol,
  WeakSetConstructor,
  weakSetAdd,
  weakSetHas,
} from './primordials.ts';
import { define, defineLocked, expose, exposeConstructor } from './shapes.ts';
import { giveStackTextTo } from './stack-text.ts';

/**
 * V8 captures a stack only when `Error.stackTraceLimit` is a number. Node formats captured stacks with host code, which
 * can throw host errors into the guest, so no stack may ever be captured here: the limit is an accessor that gives
 * nothing and ignores what is written, and nobody can replace it. Node looks for `prepareStackTrace` on
 * `globalThis.Error`, so that binding is locked, too.
 */
export function tameErrors(): void {
  define(ErrorConstructor, 'captureStackTrace', expose('captureStackTrace', 2, captureStackTrace));
  lockAccessor(ErrorConstructor, 'stackTraceLimit');
  lockAccessor(ErrorConstructor, 'prepareStackTrace');
  defineLocked(global, 'Error', ErrorConstructor);
  shieldCode();
  replaceRangeError();
}

/** Classes of errors call it in their constructors. */
function captureStackTrace(target: unknown): void {
  if ((typeof target !== 'object' || target === null) && typeof target !== 'function') {
    throw new TypeErrorConstructor('invalid_argument');
  }
  giveStackTextTo(target as object);
}

function lockAccessor(target: object, key: string): void {
  defineProperty(target, key, {
    __proto__: null,
    get: ignore,
    set: ignore,
    enumerable: false,
    configurable: false,
  } as PropertyDescriptor);
}

const ignore = (): undefined => undefined;

/**
 * When the watchdog of `runInContext` ends the guest, Node makes an error in the guest realm and sets its `code`, with no
 * watchdog any more: a setter that the guest put on a prototype would run unbounded. This accessor stands in front of
 * every such setter and behaves like a plain assignment.
 */
function shieldCode(): void {
  const accessor = {
    get code(): undefined {
      return undefined;
    },
    set code(value: unknown) {
      if ((typeof this === 'object' && this !== null) || typeof this === 'function') define(this, 'code', value, true);
    },
  };
  const descriptor = getOwnPropertyDescriptor(accessor, 'code') as PropertyDescriptor;
  setPrototypeOf(descriptor, null);
  descriptor.enumerable = false;
  descriptor.configurable = false;
  defineProperty(errorPrototype, 'code', descriptor);
}

const made = new WeakSetConstructor<object>();

/**
 * A RangeError that the engine throws when something grows too large never passes through the constructor. Noting those
 * that do tells the two apart, so a script cannot make its own error look like a limit.
 */
function replaceRangeError(): void {
  function createRangeError(...args: unknown[]): object {
    const target = new.target as unknown as typeof RangeErrorConstructor | undefined;
    const error = construct(RangeErrorConstructor, args, target ?? RangeErrorConstructor);
    weakSetAdd(made, error);
    return error;
  }
  const parent = getPrototypeOf(RangeErrorConstructor) as object;
  define(global, 'RangeError', exposeConstructor('RangeError', 1, createRangeError, rangeErrorPrototype, parent));
}

/**
 * Is this a RangeError that the engine threw? What the language calls an error is told by the text that it has as an
 * object, once it has no tag. A proxy either lets that be fixed, and then has the text of a proxy, or it is none.
 */
export function isNativeRangeError(value: unknown): value is RangeError {
  return (
    typeof value === 'object' &&
    value !== null &&
    !weakSetHas(made, value) &&
    getPrototypeOf(value) === rangeErrorPrototype &&
    hasOwn(value, 'message') &&
    defineProperty(value, toStringTagSymbol, UNTAGGED) &&
    objectToText(value) === '[object Error]'
  );
}

/** The prototypes of a RangeError are closed: they have no tag either. */
const UNTAGGED = { __proto__: null, value: undefined, writable: false, configurable: false } as PropertyDescriptor;
