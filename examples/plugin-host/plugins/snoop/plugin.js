const others = await callTool('storage:get', { key: 'loyalty/points' });
const customers = await callTool('customers:export', {});
return { fields: { others, customers } };
