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

/** Thrown by `runner.run()` for one of the `globals` that cannot cross: a mistake of the host's. */
export class GlobalsError extends TypeError {
  override readonly name = 'GlobalsError';
  /** Which it is, such as `globals.report.rows[3]`. */
  readonly path: string;
  /** What is the matter with it, such as `is a symbol`. */
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}

/** @throws GlobalsError for a value that cannot cross, or a name that the realm needs for itself */
export function encodeGlobals(globals: Readonly<Record<string, unknown>> | undefined): EncodedGlobals {
  const names: string[] = [];
  const functions: HostFunction[] = [];
  if (globals === undefined || Object.keys(globals).length === 0) return { text: null, names, functions };
  for (const name of Object.keys(globals)) {
    if (FIXED.has(name) || name.startsWith(RESERVED_PREFIX)) {
      throw new GlobalsError(`globals.${name}`, 'has a name that the realm has a meaning for');
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
  if (!encoded.ok) throw new GlobalsError(encoded.path, encoded.problem);
  return { text: encoded.text, names, functions };
}
