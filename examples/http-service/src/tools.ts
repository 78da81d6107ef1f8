import { defineTool, type ToolDefinitions } from '@enclave-vm/core';

/** Tools of one tenant: they close over its data, so that no script can name another tenant's. */
export function toolsOf(tenant: string): ToolDefinitions {
  return {
    'invoices:list': defineTool({
      description: 'Invoices of the tenant.',
      input: {
        type: 'object',
        properties: { limit: { type: 'integer', minimum: 1, maximum: 100 } },
        additionalProperties: false,
      },
      handler: ({ limit = 10 }) =>
        Array.from({ length: limit }, (_, index) => ({ id: `${tenant}-${index}`, amount: (index + 1) * 10 })),
    }),
  };
}
