import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packMappingTable } from './pack-mapping-table.ts';

const LIBRARIES = fileURLToPath(new URL('../src/libraries/', import.meta.url));
const replacement = (name: string): string => `${LIBRARIES}replacements/${name}`;

/** Modules of the kept packages that would touch what is not theirs in the guest realm, or load what nobody needs. */
const REPLACED = [
  // Overwrites Function.prototype.toString.
  { module: /[\\/]core-js[\\/]internals[\\/]make-built-in\.js$/, by: replacement('make-built-in.cjs') },
  // Is a global property.
  { module: /[\\/]core-js[\\/]internals[\\/]shared-store\.js$/, by: replacement('shared-store.cjs') },
  // Has the tables of the legacy multi-byte encodings, for pages that are not UTF-8; `new URL` never asks for them.
  { module: /[\\/]@exodus[\\/]bytes[\\/]encoding\.js$/, by: replacement('no-multi-byte.cjs') },
  // Has tables that only a host name beyond ASCII needs.
  { module: /[\\/]tr46[\\/]index\.js$/, by: replacement('idna.cjs'), except: /[\\/]idna\.cjs$/ },
];

interface Resolver {
  resolve(source: string, importer?: string): Promise<{ id: string } | null>;
}

/** Puts the replacements in place. */
const replacements = {
  name: 'library-replacements',
  async resolveId(this: Resolver, source: string, importer?: string): Promise<string | null> {
    const resolved = await this.resolve(source, importer);
    const entry = resolved && REPLACED.find(({ module }) => module.test(resolved.id));
    return entry && !(importer && entry.except?.test(importer)) ? entry.by : null;
  },
};

/** Puts the Unicode table of tr46 into a form that is half as long, and that V8 need not parse as code. */
const packedTable = {
  name: 'packed-mapping-table',
  async load(id: string): Promise<{ code: string; moduleType: 'js' } | null> {
    if (!/[\\/]tr46[\\/]lib[\\/]mappingTable\.json$/.test(id)) return null;
    const packed = JSON.stringify(packMappingTable(JSON.parse(await readFile(id, 'utf8'))));
    const unpack = JSON.stringify(replacement('unpack-mapping-table.cjs'));
    return { code: `module.exports = require(${unpack})(JSON.parse(${JSON.stringify(packed)}));`, moduleType: 'js' };
  },
};

/** Is `entry` a guest library, which is bundled from kept packages with the options of this file? */
export function isLibrary(entry: string): boolean {
  return entry.startsWith(LIBRARIES);
}

/** What rolldown must be told for a guest library, on top of what it is told for any guest code. */
export const libraryInput = {
  plugins: [replacements, packedTable],
  // The package says that its modules have no side effects; these have nothing else.
  treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/]libraries[\\/]/, sideEffects: true }] },
  transform: {
    inject: {
      // The realm has none of these: what the bundle brings itself must serve.
      TextEncoder: ['@exodus/bytes/encoding-lite.js', 'TextEncoder'] as [string, string],
      TextDecoder: ['@exodus/bytes/encoding-lite.js', 'TextDecoder'] as [string, string],
      SharedArrayBuffer: replacement('shared-array-buffer.ts'),
    },
  },
};

/** Names stay: a script can ask for `URL.name`. */
export const libraryMinify = { compress: { keepNames: { class: true, function: true } }, mangle: { keepNames: true } };

/** ASCII keeps the text at one byte a character in V8. Outside of strings and regular expressions there is nothing else. */
export function toAscii(code: string): string {
  if (/\\[^\0-\x7f]/.test(code))
    throw new Error('a backslash before a character beyond ASCII would change its meaning');
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
