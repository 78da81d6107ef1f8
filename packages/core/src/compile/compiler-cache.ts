import { contentKey, TransformCache } from 'enclave-transform';
import { type Compilation, type CompileSettings, createCompiler, type KnownNames } from './compile.ts';

const MAX_CACHE_BYTES = 32 * 1024 * 1024;

/** Shared by all instances of the process: what is in it depends on nothing but its key. */
const compilations = new TransformCache<Compilation>({ maxBytes: MAX_CACHE_BYTES, sizeOf });

/** Functions and plugins have no content to compare: each object stands for itself. */
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

export interface CachedCompiler {
  compile(source: string, names: KnownNames): Compilation;
}

/** Compiles a source the first time that it comes with these settings and names, whoever asked for it. */
export function cachedCompiler(settings: CompileSettings): CachedCompiler {
  const settingsKey = keyOf(settings);
  let latest: { namesKey: string; compile: (source: string) => Compilation } | undefined;

  return {
    compile(source, names) {
      const namesKey = JSON.stringify([names.globals, names.tools]);
      return compilations.get(contentKey(settingsKey, namesKey, source), () => {
        if (latest?.namesKey !== namesKey) latest = { namesKey, compile: createCompiler(settings, names) };
        return deepFreeze(latest.compile(source));
      });
    },
  };
}

/** What is in the cache is handed to many: nobody may change it. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(Object.freeze(value))) deepFreeze(part);
  return value;
}

/** JSON of all settings, numbers that JSON has not included. What is more than data (plugins, rules) stands for itself alone. */
function keyOf(settings: CompileSettings): string {
  return JSON.stringify(settings, (_key, value: unknown) => {
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
      return { number: String(value) };
    }
    return isData(value) ? value : { identity: identityOf(value as object) };
  });
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeof value !== 'function';
  return Object.getPrototypeOf(value) === Object.prototype && !('visitor' in value) && !('create' in value);
}

function identityOf(object: object): number {
  const known = identities.get(object);
  if (known !== undefined) return known;
  lastIdentity += 1;
  identities.set(object, lastIdentity);
  return lastIdentity;
}

/** In bytes, rather too many than too few: texts, tables of positions, which grow with the code, and issues. */
function sizeOf(compilation: Compilation): number {
  const code = compilation.ok ? compilation.script.program.code.length : 0;
  const issues = compilation.ok ? compilation.script.issues : compilation.error.issues;
  return 2048 + 6 * code + 512 * (issues?.length ?? 0);
}
