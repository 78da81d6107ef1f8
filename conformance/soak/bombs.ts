/** Script bodies that want all the memory, or all the time, that there is. Each must end in a limit error. */
export const BOMBS: readonly { readonly name: string; readonly code: string }[] = [
  { name: 'pushing arrays', code: 'const k = []; for (;;) k.push(new Array(1000).fill(1.5));' },
  { name: 'pushing numbers', code: 'const k = []; for (;;) k.push(k.length);' },
  { name: 'huge typed fill', code: 'const k = []; for (;;) k.push(new Float64Array(2 ** 27).fill(1));' },
  { name: 'one huge fill', code: 'return new Uint8Array(2 ** 31).fill(1).length;' },
  { name: 'concat doubling', code: 'let a = [1]; for (;;) a = a.concat(a);' },
  { name: 'spread', code: 'let a = [1, 2]; for (;;) a = [...a, ...a];' },
  {
    name: 'string doubling and split',
    code: "let s = 'xy'; const k = []; for (;;) { s = s.length < 2 ** 27 ? s + s : 'xy'; k.push(s.split('')); }",
  },
  {
    name: 'wide object and JSON',
    code: "const o = {}; for (let i = 0; ; i++) { o['key' + i] = { i }; if (i % 100000 === 99999) o.text = JSON.stringify(o); }",
  },
  { name: 'retained buffers, filled', code: 'const k = []; for (;;) k.push(new Uint8Array(32 << 20).fill(1));' },
  { name: 'small buffers', code: 'const k = []; for (;;) k.push(new Uint8Array(65536).fill(1));' },
  {
    name: 'growing buffer',
    code: 'const b = new ArrayBuffer(0, { maxByteLength: 2 ** 31 }); for (let n = 1; ; n *= 2) { b.resize(n); new Uint8Array(b).fill(1); }',
  },
  { name: 'Map growth', code: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });' },
  { name: 'Set of strings', code: "const s = new Set(); for (let i = 0; ; i++) s.add('text' + i);" },
  {
    name: 'closures',
    code: 'let f = () => 0; for (;;) { const g = f; const pad = new Array(50).fill(0); f = () => [g, pad]; }',
  },
  { name: 'length and fill', code: 'const a = []; a.length = 2 ** 32 - 1; a.fill(0); return a.length;' },
  { name: 'dense array of 2 ** 27', code: 'return new Array(2 ** 27).fill(1.1).length;' },
  { name: 'BigInt squaring', code: 'let b = 3n; for (;;) b *= b;' },
  {
    name: 'deep recursion building objects',
    code: 'const k = []; const dive = (n, o) => { k.push({ n, o, pad: new Array(100).fill(n) }); return n === 0 ? o : dive(n - 1, { o }); }; for (;;) dive(1000, null);',
  },
  { name: 'linked list', code: 'let o = null; for (;;) o = { o, a: 1, b: 2, c: 3 };' },
  {
    name: 'template joins',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the guest's own template
    code: "const parts = []; for (let i = 0; ; i++) { parts.push(`part ${i} of many`); if (i % 50000 === 0) parts.push(parts.join('-')); }",
  },
  { name: 'padStart and split', code: "return 'x'.padStart(2 ** 29 - 24).split('').length;" },
  {
    name: 'repeat, flattened',
    code: "const k = []; for (;;) k.push('é'.repeat(2 ** 24).normalize('NFD').toUpperCase());",
  },
  { name: 'regular expression that blows up', code: "return /^(a+)+$/.test('a'.repeat(60) + '!');" },
  { name: 'regular expression with many matches', code: "return 'ab'.repeat(2 ** 26).match(/a|b/g).length;" },
  { name: 'sort of an array-like', code: 'return Array.prototype.sort.call({ length: 2 ** 32 - 1, 0: 2, 1: 1 });' },
  { name: 'sparse sort', code: 'const a = [3, 2, 1]; a.length = 2 ** 32 - 1; return a.sort();' },
  { name: 'Array.from a length', code: 'return Array.from({ length: 2 ** 32 - 1 }).length;' },
  { name: 'array methods on array-likes', code: 'return Array.prototype.map.call({ length: 2 ** 32 - 1 }, (x) => x);' },
  { name: 'flatMap', code: 'let a = [1]; for (;;) a = a.flatMap((x) => [x, x, x]);' },
  { name: 'JSON doubling', code: "let s = '\"'; for (;;) s = JSON.stringify(s);" },
  { name: 'promises', code: 'const k = []; for (;;) k.push(new Promise(() => {}));' },
  {
    name: 'microtask flood',
    code: 'const flood = () => { Promise.resolve().then(flood); Promise.resolve().then(flood); }; flood(); await new Promise(() => {});',
  },
  { name: 'rejections', code: 'for (;;) Promise.reject(new Error("x".repeat(1000)));' },
  {
    name: 'errors',
    code: "const k = []; for (;;) { const e = new Error('x'); e.cause = k[k.length - 1]; k.push(e); }",
  },
  { name: 'proxies', code: 'let p = {}; for (;;) p = new Proxy(p, {});' },
  { name: 'symbols', code: 'const o = {}; for (let i = 0; ; i++) o[Symbol(i)] = i;' },
  {
    name: 'async calls',
    code: 'const k = []; const f = async (x) => { await null; return x; }; for (;;) k.push(f({}));',
  },
  {
    name: 'generators',
    code: 'const k = []; function* g() { yield new Array(100).fill(0); } for (;;) { const it = g(); it.next(); k.push(it); }',
  },
  {
    name: 'caught and repeated',
    code: 'const k = []; for (;;) { try { for (;;) k.push(new Uint8Array(2 ** 28).fill(1)); } catch {} }',
  },
  {
    name: 'untouched buffers',
    code: 'const k = []; for (;;) { try { k.push(new ArrayBuffer(2 ** 30)); } catch { new Uint8Array(k[0]).fill(1); new Uint8Array(k[1]).fill(1); } }',
  },
];
