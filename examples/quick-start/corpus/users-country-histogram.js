const { items } = await callTool('users:list', { limit: 50 });
const byCountry = items.reduce((acc, { profile }) => {
  const key = profile.address.country;
  return { ...acc, [key]: (acc[key] ?? 0) + 1 };
}, {});
return Object.entries(byCountry)
  .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  .map(([country, n]) => `${country} ${'█'.repeat(n)} ${n}`)
  .join('\n');
