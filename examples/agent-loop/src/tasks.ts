export interface Task {
  readonly title: string;
  /** What the model writes at first. Each draft has one fault, of a kind that models are known for. */
  readonly draft: string;
  readonly expected: unknown;
}

export const tasks: readonly Task[] = [
  {
    title: 'a construct that is not allowed',
    draft: `
const orders = await callTool('orders:list', { status: 'open' });
const taxed = orders.map((order) => eval('order.total * 1.25'));
return taxed.reduce((sum, value) => sum + value, 0);`,
    expected: 175,
  },
  {
    title: 'the name of a tool that does not exist',
    draft: `
const paid = await callTool('order:list', { status: 'paid' });
return paid.map((order) => order.id);`,
    expected: [2],
  },
  {
    title: 'an argument of the wrong name, and then of the wrong type',
    draft: `
const customer = await callTool('customers:get', { customer: '7' });
return customer.name + ', ' + customer.city;`,
    expected: 'Ada, London',
  },
  {
    title: 'a forgotten await',
    draft: `
const open = callTool('orders:list', { status: 'open' });
const totals = open.map((order) => order.total);
return Math.max(...totals);`,
    expected: 100,
  },
  {
    title: 'a loop without end',
    draft: `
const orders = await callTool('orders:list', { status: 'open' });
let index = 0;
let total = 0;
while (index < orders.length) {
  total += orders[index].total;
}
return total;`,
    expected: 140,
  },
];
