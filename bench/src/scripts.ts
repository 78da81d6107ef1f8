/** Sources that the rows share. */

export const ONE_PLUS_ONE = 'return 1+1';

/** An ordinary orchestration script of about ten lines; a longer one is made of several. */
const block = (n: number): string => `
const page${n} = await callTool('users:list', { limit: 10, page: ${n} });
const names${n} = [];
for (const user of page${n}.items) {
  if (user.active && user.tags.includes('beta')) {
    names${n}.push(\`\${user.name} <\${user.email}>\`);
  }
}
const total${n} = page${n}.items.reduce((sum, { quotaUsed = 0 }) => sum + quotaUsed, 0);
console.log('page', ${n}, names${n}.length, total${n} > 100 ? 'high' : 'low');
`;

/** A script of about `lines` lines, each block with names of its own. */
export function scriptOfLines(lines: number): string {
  const blocks = Math.max(1, Math.round(lines / 10));
  return `${Array.from({ length: blocks }, (_, n) => block(n)).join('')}return { total: total0 };\n`;
}

export const LOOP_3E6 = 'let s = 0; for (let i = 0; i < 3000000; i++) { s = (s + i * 7) % 1000003; } return s;';

export const ARRAY_HEAVY = `
const rows = Array.from({ length: 20000 }, (_, i) => ({ id: i, group: 'g' + (i % 50), amount: (i * 37) % 1000 }));
const sums = new Map();
for (const row of rows) sums.set(row.group, (sums.get(row.group) ?? 0) + row.amount);
return rows.filter((r) => r.amount > 500).map((r) => ({ ...r, tax: r.amount * 0.2 })).sort((a, b) => b.tax - a.tax || a.id - b.id).slice(0, 10).length + sums.size;
`;

export const sequentialCalls = (count: number): string =>
  `let n = 0; for (let i = 0; i < ${count}; i++) { n += (await callTool('echo', { i })).i; } return n;`;

export const parallelCalls = (count: number): string =>
  `return (await Promise.all(Array.from({ length: ${count} }, (_, i) => callTool('echo', { i })))).length;`;

export const WAITING = `return await callTool('wait', {});`;

/** Eight loop shapes, each long enough that a run's fixed cost does not show. */
export const LOOP_SHAPES: Readonly<Record<string, string>> = {
  'nested for':
    'let s = 0; for (let i = 0; i < 2000; i++) { for (let j = 0; j < 1500; j++) { s = (s + i * j) % 9973; } } return s;',
  'for-of array':
    'const a = Array.from({ length: 1000000 }, (_, i) => i); let s = 0; for (let k = 0; k < 5; k++) { for (const x of a) { s = (s + x) % 9973; } } return s;',
  'for-of Map':
    'const m = new Map(Array.from({ length: 200000 }, (_, i) => [i, i * 2])); let s = 0; for (let k = 0; k < 10; k++) { for (const [a, b] of m) { s = (s + a + b) % 9973; } } return s;',
  while: 'let s = 0, i = 0; while (i < 4000000) { s = (s + i * 7) % 9973; i++; } return s;',
  'do-while': 'let s = 0, i = 0; do { s = (s + i * 7) % 9973; i++; } while (i < 4000000); return s;',
  'for-in':
    "const o = {}; for (let i = 0; i < 1000; i++) o['k' + i] = i; let s = 0; for (let k = 0; k < 300; k++) { for (const n in o) { s = (s + o[n]) % 9973; } } return s;",
  'array methods':
    'const a = Array.from({ length: 500000 }, (_, i) => i); let s = 0; for (let k = 0; k < 5; k++) s += a.map((x) => x * 2).filter((x) => x % 3 === 0).reduce((p, x) => (p + x) % 9973, 0); return s;',
  generator:
    'function* g(n) { for (let i = 0; i < n; i++) yield i; } let s = 0; for (const x of g(1500000)) { s = (s + x) % 9973; } return s;',
};

/** A value whose JSON text has about 10 MB. */
export function tenMegabytes(): unknown[] {
  return Array.from({ length: 80_000 }, (_, i) => ({
    id: i,
    name: `user number ${i}`,
    email: `user${i}@example.org`,
    tags: ['a', 'b', 'c'],
    score: i / 7,
    active: i % 2 === 0,
    note: null,
  }));
}
