import { CALL_TOOL_NAME, RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import { EnclaveOptionError } from './options/option-error.ts';

export type Globals = Readonly<Record<string, unknown>>;

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Words of the language, and names whose replacement would take away what validator, transform or runner rely on. */
const TAKEN = new Set(
  `${CALL_TOOL_NAME} console globalThis undefined NaN Infinity eval arguments Object Function Array Promise Error
   Symbol Proxy Reflect JSON Math constructor prototype __proto__ hasOwnProperty toString valueOf
   await break case catch class const continue debugger default delete do else enum export extends false finally for
   function if implements import in instanceof interface let new null package private protected public return static
   super switch this throw true try typeof var void while with yield`.split(/\s+/),
);

/** Throws {@link EnclaveOptionError} for a name that the guest could not use, or that would hide what protects us. */
export function assertGlobalNames(globals: Globals, origin: string): void {
  const problems = Object.keys(globals).flatMap((name) => {
    const reason = refusalOf(name);
    return reason
      ? [{ option: `globals.${name}`, message: `${origin}: global ${JSON.stringify(name)} ${reason}` }]
      : [];
  });
  if (problems.length > 0) throw new EnclaveOptionError(problems);
}

function refusalOf(name: string): string | undefined {
  if (!IDENTIFIER.test(name)) return 'is no identifier, so no script could name it.';
  if (name.startsWith(RESERVED_PREFIX)) return `starts with "${RESERVED_PREFIX}", which is reserved for the enclave.`;
  if (TAKEN.has(name)) return 'is taken: it means something else in every script. Choose another name.';
  return undefined;
}

/** Globals of the instance, and over them those of the run. */
export function mergeGlobals(instance: Globals | undefined, run: Globals | undefined): Globals {
  return run ? { ...instance, ...run } : (instance ?? {});
}
