const cart = [
  { sku: 'MUG-01', qty: 4 },
  { sku: 'NBK-11', qty: 1 },
  { sku: 'BAG-33', qty: 2 },
  { sku: 'XXX-00', qty: 1 },
];

const reserved = [];
const problems = [];

for (const line of cart) {
  try {
    const r = await callTool('inventory:reserve', line);
    reserved.push(`${r.sku} x${r.qty} -> ${r.reservationId}`);
  } catch (error) {
    if (error.message.includes('OUT_OF_STOCK')) {
      problems.push({ sku: line.sku, problem: 'out of stock' });
    } else if (error.message.includes('NOT_FOUND')) {
      problems.push({ sku: line.sku, problem: 'unknown product' });
    } else {
      throw error;
    }
  }
}

return { reserved, problems };
