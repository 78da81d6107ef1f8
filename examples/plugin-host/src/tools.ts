import { defineTool } from '@enclave-vm/core';
import * as v from 'valibot';

const VAT_PERCENT: Readonly<Record<string, number>> = { AT: 20, DE: 19, FR: 20 };

/** Everything that a plugin could be given. Each plugin has a storage of its own: the name is not its to choose. */
export function pluginTools(storage: Map<string, unknown>) {
  const key = v.pipe(v.string(), v.maxLength(64));
  return {
    'tax:rate': defineTool({
      description: 'Value added tax of a country, in percent.',
      input: v.object({ country: v.string() }),
      output: v.number(),
      handler: ({ country }) => VAT_PERCENT[country] ?? 0,
    }),
    'storage:get': defineTool({
      description: 'A value that this plugin has stored before, or null.',
      input: v.object({ key }),
      handler: (args) => storage.get(args.key) ?? null,
    }),
    'storage:set': defineTool({
      description: 'Stores a value for this plugin.',
      input: v.object({ key, value: v.unknown() }),
      maxCalls: 10,
      handler: (args) => {
        storage.set(args.key, args.value);
        return true;
      },
    }),
    'customers:export': defineTool({
      description: 'All customers.',
      handler: () => {
        throw new Error('no plugin of this shop may get here');
      },
    }),
  };
}
