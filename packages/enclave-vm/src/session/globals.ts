import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import { encodeForGuest } from './values.ts';

export type HostFunction = (...args: unknown[]) => unknown;

/** The `globals` of a run, ready to cross: data as text, functions by number. */
export interface EncodedGlobals {
  readonly text: string | null;
  /** Names for receipts and for the guest's stand-ins, such as `helpers.add`. */
  readonly names: readonly string[];
  readonly functions: readonly HostFunction[];
}

/** Names that the realm itself fixes. */
const FIXED = new Set(['callTool', 'Error', 'globalThis', 'undefined', 'NaN', 'Infinity']);

/**
 * @throws TypeError for a value that cannot cross, or a name that the realm needs for itself: a mistake of the host's
 */
export function encodeGlobals(globals: Readonly<Record<string, unknown>> | undefined): EncodedGlobals {
  const names: string[] = [];
  const functions: HostFunction[] = [];
  if (globals === undefined || Object.keys(globals).length === 0) return { text: null, names, functions };
  for (const name of Object.keys(globals)) {
    if (FIXED.has(name) || name.startsWith(RESERVED_PREFIX)) {
      throw new TypeError(`globals.${name}: the realm has a meaning for this name`);
    }
  }
  const encoded = encodeForGuest(globals, {
    root: 'globals',
    limit: Number.MAX_SAFE_INTEGER,
    functionId(fn, owner, path) {
      names.push(path.slice(1));
      // A method of the globals' own object keeps its `this`; at the top there is none to keep.
      const self = owner === globals ? undefined : owner;
      return functions.push((...args) => Reflect.apply(fn as HostFunction, self, args)) - 1;
    },
  });
  if (!encoded.ok) throw new TypeError(`${encoded.path} ${encoded.problem}`);
  return { text: encoded.text, names, functions };
}
