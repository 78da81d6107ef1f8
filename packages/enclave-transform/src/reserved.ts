import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import type { Plugin } from './plugin.ts';

/**
 * Refuses every identifier that starts like our own, whatever it is used for: an author who could say our names could
 * reset the counter. Babel has already resolved unicode escapes, so `\u005f_enclave_n` is caught too.
 */
export const reservedNames: Plugin = {
  name: 'reserved-names',
  start: ({ refuse }) => ({
    visit: {
      Identifier(node) {
        if (node.type === 'Identifier' && node.name.startsWith(RESERVED_PREFIX)) {
          refuse(
            node,
            'RESERVED_NAME',
            `"${node.name}" is reserved for instrumented code.`,
            `Choose a name that does not start with "${RESERVED_PREFIX}".`,
          );
        }
        return undefined;
      },
    },
  }),
};
