async function fetchAllUsers(filters = {}) {
  const users = [];
  let cursor;
  while (true) {
    const { items, nextCursor } = await callTool('users:list', { ...filters, limit: 5, cursor });
    users.push(...items);
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return users;
}

const users = await fetchAllUsers({ active: true });
const neverLoggedIn = users.filter((u) => u.lastLoginAt === null);

console.log(`Fetched ${users.length} users, ${neverLoggedIn.length} never logged in`);

return {
  activeCount: users.length,
  neverLoggedIn: neverLoggedIn.map((u) => u.email).sort(),
};
