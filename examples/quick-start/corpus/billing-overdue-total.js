const { invoices } = await callTool('billing:invoices', { status: 'overdue', limit: 100 });
const outstanding = invoices.reduce((sum, inv) => sum + inv.totalCents - inv.paidCents, 0);
return `${invoices.length} overdue invoices, ${(outstanding / 100).toFixed(2)} outstanding`;
