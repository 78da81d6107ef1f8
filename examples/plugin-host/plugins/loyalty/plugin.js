const stored = await callTool('storage:get', { key: 'points' });
const points = (stored ?? 0) + Math.floor(order.total / 10);
await callTool('storage:set', { key: 'points', value: points });
console.log('customer ' + order.customer + ' has ' + points + ' points');
return { fields: { points } };
