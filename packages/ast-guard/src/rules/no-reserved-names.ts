import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import { defineRule } from '../rule.ts';

export const noReservedNames = defineRule({
  id: 'no-reserved-names',
  family: 'names',
  summary: 'Forbid names that start with the prefix of the runtime.',
  threat: 'A script that declares or calls what the runtime uses for itself could switch its limits off.',
  severity: 'error',
  messages: {
    reserved: {
      text: '"{name}" starts with "{prefix}", which is reserved for the runtime.',
      hint: 'Use another name.',
    },
  },
  options: v.strictObject({
    prefixes: v.optional(v.pipe(v.array(v.string()), v.description('What no name may start with.')), [RESERVED_PREFIX]),
  }),
  examples: {
    valid: [
      { title: 'a name with underscores', code: 'const __enclosure = 1;\nreturn __enclosure;' },
      { title: 'the prefix in a string', code: "return '__enclave_runtime';" },
    ],
    invalid: [
      { title: 'a declaration', code: 'const __enclave_n = 0;', reports: ['reserved'] },
      { title: 'a call', code: '__enclave_exceeded();', reports: ['reserved'] },
      { title: 'spelled with an escape', code: '\\u005f_enclave_n = 1;', reports: ['reserved'] },
      {
        title: 'a label',
        code: '__enclave_a: for (const x of xs) { break __enclave_a; }',
        reports: ['reserved', 'reserved'],
      },
    ],
  },
  create: ({ options, source, report }) => {
    // A name that is nowhere in the text can only be there in escapes.
    const prefixes = source.includes('\\u') ? options.prefixes : options.prefixes.filter((one) => source.includes(one));
    if (prefixes.length === 0) return {};
    return {
      Identifier(site) {
        const { name } = site.node;
        const prefix = prefixes.find((one) => name.startsWith(one));
        if (prefix !== undefined) report({ messageId: 'reserved', at: site, data: { name, prefix } });
      },
    };
  },
});
