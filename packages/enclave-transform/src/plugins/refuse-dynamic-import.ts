import type { Plugin } from '../plugin.ts';
import { skipTrivia } from '../trivia.ts';

/**
 * Puts a call that gives a rejected guest promise in the place of every `import()`. A real one would reject with an error
 * of the host's realm, whatever hooks are installed, so it must never run; the guard refuses it too, this is the layer behind.
 *
 * ```js
 * const fs = await import('node:fs');
 * const fs = await __enclave_refuseImport('node:fs');
 * ```
 */
export function refuseDynamicImport(): Plugin {
  return {
    name: 'refuse-dynamic-import',
    start: ({ splice, source, sourceType, refuse, useRuntime }) => ({
      visit: {
        ImportExpression(node) {
          if (node.type !== 'ImportExpression') return undefined;
          if (sourceType === 'script') refuse(node, 'UNSUPPORTED_ENTRY', 'A script cannot use import().');
          const start = node.start as number;
          let end = start + 'import'.length;
          if (node.phase) end = source.indexOf(node.phase, skipTrivia(source, end)) + node.phase.length;
          splice.replace(start, end, useRuntime('refuseImport'));
          return undefined;
        },
      },
      verify: ({ code, nodes, indexOf }) => {
        for (const node of nodes('ImportExpression')) {
          const start = node.start as number;
          if (code.slice(indexOf(start), indexOf(start + 'import'.length)).includes('import')) {
            return { node, message: 'an import() that would run' };
          }
        }
        return undefined;
      },
    }),
  };
}
