import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HOST_LIBRARIES, LANGUAGE_LIBRARIES } from './catalog.ts';

/** By the first name of each text. */
const LIBRARIES = [
  ...new Map([...HOST_LIBRARIES, ...LANGUAGE_LIBRARIES].reverse().map(({ name, text }) => [text, name])),
].reverse();

/** What core-js may replace, beyond what is missing: in some V8 these do not close iterators, or drop arguments. */
const CORRECTED: Record<string, string[]> = {
  'iterator-helpers': [
    ...['drop', 'every', 'filter', 'find', 'flatMap', 'forEach', 'from', 'map', 'reduce', 'some', 'take', 'toArray'],
  ],
  'set-methods': [
    ...['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
  ],
  es2024: ['try'],
};

/** The literal list of what each library adds to the global object. */
const GLOBALS: Record<string, string[]> = {
  url: ['URL', 'URLSearchParams'],
  'text-encoding': ['TextEncoder', 'TextDecoder'],
  'web-platform': ['atob', 'btoa', 'DOMException', 'structuredClone', 'queueMicrotask'],
  'iterator-helpers': ['Iterator'],
};

/** What the kernel leaves of a realm, roughly: libraries must load in less than a bare context has. */
const TAMED = `
  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry', 'eval', 'console', 'Temporal']) {
    delete globalThis[name];
  }
  delete Error.captureStackTrace;
  Object.defineProperty(Error, 'stackTraceLimit', { get() {}, set() {}, configurable: false });
  for (const prototype of [function () {}, async function () {}, function* () {}, async function* () {}].map(Object.getPrototypeOf)) {
    const inert = () => { throw new EvalError('inert'); };
    Object.defineProperty(inert, 'prototype', { value: prototype });
    Object.defineProperty(prototype, 'constructor', { value: inert });
  }
  globalThis.Function = Function.prototype.constructor;`;

/** Every property of every object that a script can reach from the global one without calling anything. */
const INVENTORY = `(() => {
  const seen = new Map();
  const visit = (object, path) => {
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) return;
    seen.set(object, path);
    visit(Object.getPrototypeOf(object), path + '.__proto__');
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
      for (const item of [value, get, set]) visit(item, path + '.' + String(key));
    }
  };
  visit(globalThis, 'globalThis');
  visit(Object.getPrototypeOf(function* () {}), 'generator');
  visit(Object.getPrototypeOf(async function* () {}), 'asyncGenerator');
  visit(Object.getPrototypeOf([][Symbol.iterator]()), 'arrayIterator');
  return [...seen.keys()];
})()`;

function realm(): vm.Context {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  vm.runInContext(TAMED, context);
  return context;
}

const globals = (context: vm.Context): string[] =>
  vm.runInContext('Reflect.ownKeys(globalThis).map(String)', context) as string[];

describe.each(LIBRARIES)('%#', (text, name) => {
  it(`${name} loads in a tamed realm, and adds only its own globals`, () => {
    const context = realm();
    const before = globals(context);
    vm.runInContext(text, context);
    const added = [...globals(context)].filter((key) => !before.includes(key));
    expect(added).toEqual(GLOBALS[name]?.filter((key) => !before.includes(key)) ?? []);
    expect(vm.runInContext('Object.keys(globalThis).length', context)).toBe(0);
  });

  it(`${name} replaces no function that was there and right`, () => {
    const context = realm();
    vm.runInContext(`globalThis.before = new Set(${INVENTORY});`, context);
    vm.runInContext(text, context);
    const lost = vm.runInContext(
      `(() => { const after = new Set(${INVENTORY}); return [...before].filter((x) => !after.has(x)).map((x) => x.name); })()`,
      context,
    );
    for (const key of lost) expect(CORRECTED[name] ?? []).toContain(key);
  });

  it(`${name} is ASCII text of one strict script, and not large`, () => {
    expect(text).toMatch(/^[\0-\x7f]*$/);
    // Goes red when a replacement no longer meets the module that it replaces.
    expect(text.length).toBeLessThan((name === 'url' ? 230 : 30) * 1024);
    expect(text).not.toContain('__core-js_shared__');
  });
});
