import vm from 'node:vm';
import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import { type GuestLibrary, HOST_LIBRARIES, LANGUAGE_LIBRARIES } from './catalog.ts';

let lackingHere: readonly GuestLibrary[] | undefined;

/** The language libraries that a realm of the running Node has a use for. Asked in a realm of its own: the host's may have polyfills. */
function languageLibraries(): readonly GuestLibrary[] {
  if (!lackingHere) {
    const realm = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    lackingHere = LANGUAGE_LIBRARIES.filter(({ lacking }) => vm.runInContext(lacking ?? 'true', realm) === true);
  }
  return lackingHere;
}

/**
 * The texts of the guest libraries that a script may need: those of which the source text names something. A name in a
 * comment or a string loads the library too (`globalThis['URL']` does so on purpose); a name that is spelled with an
 * escape or put together at run time does not, and is then not defined. Usually there is none.
 *
 * The strings are constants, so they serve as keys of a cache of compiled scripts.
 */
export function librariesFor(sourceText: string, level: SecurityLevel): readonly string[] {
  const libraries = level === 'STRICT' ? languageLibraries() : [...HOST_LIBRARIES, ...languageLibraries()];
  const texts = new Set<string>();
  for (const { wanted, text } of libraries) {
    if (wanted.every((pattern) => pattern.test(sourceText))) texts.add(text);
  }
  return [...texts];
}
