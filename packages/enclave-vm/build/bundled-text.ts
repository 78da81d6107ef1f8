import { relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { isLibrary, libraryInput, libraryMinify, toAscii } from './library-bundle.ts';

const QUERY = '?bundled';
const PACKAGE = resolve(import.meta.dirname, '..');

interface TextPlugin {
  name: string;
  enforce: 'pre';
  resolveId(this: Resolver, source: string, importer: string | undefined): Promise<string | null>;
  load(id: string): Promise<string | null>;
}

interface Resolver {
  resolve(source: string, importer?: string): Promise<{ id: string } | null>;
}

/**
 * `import text from './main.ts?bundled'` gives the bundle of that entry as a string: an expression whose value is the
 * entry's default export. So guest code is written as modules, and reaches the guest as text. Serves tsdown and vitest.
 */
export function bundledText(): TextPlugin {
  return {
    name: 'bundled-text',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return null;
      const entry = await this.resolve(source.slice(0, -QUERY.length), importer);
      // Bundles name their modules: a path of the machine that built them is nobody's business.
      return entry ? `\0${relative(PACKAGE, entry.id)}${QUERY}` : null;
    },
    async load(id) {
      if (!id.startsWith('\0') || !id.endsWith(QUERY)) return null;
      return `export default ${JSON.stringify(await bundle(resolve(PACKAGE, id.slice(1, -QUERY.length))))};`;
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const library = isLibrary(entry);
  const build = await rolldown({
    input: entry,
    platform: 'neutral',
    external: /^node:/,
    resolve: { mainFields: ['module', 'main'] },
    ...(library ? libraryInput : {}),
  });
  const { output } = await build.generate({
    format: 'cjs',
    exports: 'default',
    minify: library && libraryMinify,
    comments: false,
  });
  await build.close();
  const code = library ? toAscii(output[0].code) : output[0].code;
  return `(function () { 'use strict'; const module = { exports: {} }; const exports = module.exports;\n${code}\nreturn module.exports; })()`;
}
