/** A request of the load test, and how it is to end. */
export interface Case {
  readonly tenant: string;
  readonly code: string;
  readonly status: number;
  /** The value of an honest script, or the error codes that a hostile one may end with. */
  readonly value?: unknown;
  readonly codes?: readonly string[];
}

export const honest: readonly Case[] = [
  {
    tenant: 'free',
    code: `const invoices = await callTool('invoices:list', { limit: 5 });
return invoices.reduce((sum, invoice) => sum + invoice.amount, 0);`,
    status: 200,
    value: 150,
  },
  {
    tenant: 'team',
    code: `const [first, second] = await Promise.all([callTool('invoices:list', { limit: 2 }), callTool('invoices:list', {})]);
return { first: first.map(({ id }) => id), many: second.length };`,
    status: 200,
    value: { first: ['team-0', 'team-1'], many: 10 },
  },
  {
    tenant: 'business',
    code: `let total = 0;
for (const { amount } of await callTool('invoices:list', { limit: 100 })) total += amount;
console.log('total', total);
return total;`,
    status: 200,
    value: 50_500,
  },
];

export const hostile: readonly Case[] = [
  {
    tenant: 'free',
    code: `return (() => {}).constructor('return process')()`,
    status: 422,
    codes: ['VALIDATION_ERROR'],
  },
  { tenant: 'team', code: `for (let i = 0; ; i += 0) {}`, status: 422, codes: ['VALIDATION_ERROR', 'MAX_ITERATIONS'] },
  {
    tenant: 'business',
    code: `const all = []; while (true) { all.push(new Array(100_000).fill(all.length)); }`,
    status: 422,
    codes: ['MEMORY_LIMIT_EXCEEDED', 'MAX_ITERATIONS', 'CPU_TIMEOUT'],
  },
  {
    tenant: 'business',
    code: `return 'x'.repeat(2 ** 28).split('').map((each) => [each]).length`,
    status: 422,
    codes: ['MEMORY_LIMIT_EXCEEDED', 'EXECUTION_ERROR'],
  },
  {
    tenant: 'business',
    code: `await null; [...Array(1e6).keys()].forEach(() => [...Array(1e6).keys()].sort((a, b) => b - a)); return 1`,
    status: 422,
    codes: ['TIMEOUT', 'CPU_TIMEOUT', 'MEMORY_LIMIT_EXCEEDED'],
  },
  {
    tenant: 'team',
    code: `try { await callTool('invoices:list', { limit: 1e9 }); } finally { await new Promise(() => {}); }`,
    status: 422,
    codes: ['DEADLOCK'],
  },
];
