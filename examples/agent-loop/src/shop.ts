import { defineTool } from '@enclave-vm/core';
import * as z from 'zod';

const orders = [
  { id: 1, customerId: 7, status: 'open', total: 100 },
  { id: 2, customerId: 8, status: 'paid', total: 250 },
  { id: 3, customerId: 7, status: 'open', total: 40 },
] as const;

const customers = [
  { id: 7, name: 'Ada', city: 'London' },
  { id: 8, name: 'Grace', city: 'New York' },
];

const order = z.object({ id: z.number(), customerId: z.number(), status: z.string(), total: z.number() });

/** The world that the agent works in. */
export const tools = {
  'orders:list': defineTool({
    description: 'Orders of the shop, by status.',
    input: z.object({ status: z.enum(['open', 'paid']) }),
    output: z.array(order),
    idempotent: true,
    handler: ({ status }) => orders.filter((each) => each.status === status),
  }),
  'customers:get': defineTool({
    description: 'One customer.',
    input: z.object({ id: z.number() }),
    output: z.object({ id: z.number(), name: z.string(), city: z.string() }),
    idempotent: true,
    handler: ({ id }) => {
      const customer = customers.find((each) => each.id === id);
      if (!customer) throw new Error(`There is no customer ${id}`);
      return customer;
    },
  }),
};
