import * as nodeModule from 'node:module';

/** What the language itself puts on a global object. All else is Node's, and goes. */
const LANGUAGE: ReadonlySet<PropertyKey> = new Set(
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON Math Intl
  ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array
  Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet Proxy Reflect Iterator
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN Temporal`.split(/\s+/),
);

/** Parts of `process` that Node's own code looks up while it runs, none of which reaches out of the process. */
const NEEDED_BY_NODE: ReadonlySet<PropertyKey> = new Set(
  '_events _eventsCount _maxListeners _exiting domain emitWarning exitCode features nextTick noDeprecation platform version versions'.split(
    ' ',
  ),
);

/**
 * Takes away, for good, what a guest could use if it ever got from its own realm into the child's main one: everything
 * there that is not the language. The permission model stays behind this for what Node's own code still holds; but it
 * lets a process signal others of its user, and before Node 25 open connections.
 *
 * Whoever needs a builtin afterwards must have taken it before.
 */
export function hardenMainRealm(): void {
  refuseModules();
  const process = globalThis.process;
  for (const key of Reflect.ownKeys(process)) if (!NEEDED_BY_NODE.has(key)) remove(process, key);
  for (const key of Reflect.ownKeys(globalThis)) if (!LANGUAGE.has(key)) remove(globalThis, key);
}

function remove(owner: object, key: PropertyKey): void {
  if (Reflect.deleteProperty(owner, key)) return;
  Reflect.defineProperty(owner, key, { value: undefined, writable: false });
}

/** `import()` in the main realm would load any builtin. Node 20 has no such hook, and no script with a default loader. */
function refuseModules(): void {
  const refuse = (): never => {
    throw new Error('Modules are not available');
  };
  nodeModule.registerHooks?.({ resolve: refuse, load: refuse });
}
