const { tickets } = await callTool('support:tickets', { limit: 50 });
const vip = tickets.filter((t) => t.requester.vip && ['open', 'pending'].includes(t.status));

for (const t of vip) {
  await callTool('support:update', { id: t.id, status: 'open' });
  await callTool('chat:post', { channel: '#vip', text: `${t.id}: ${t.subject} (${t.requester.name})` });
}

if (vip.length) {
  await callTool('email:send', {
    to: ['kenji.aramaki@acme.example'],
    subject: `${vip.length} VIP tickets need attention`,
    body: vip.map((t) => `- ${t.subject}`).join('\n'),
  });
}
return { escalated: vip.map((t) => t.id) };
