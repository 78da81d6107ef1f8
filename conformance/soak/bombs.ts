/** Script bodies that want all the memory, or all the time, that there is. Each must end in a limit error. */
const CODE_BY_NAME: Readonly<Record<string, string>> = {
  'pushing arrays': 'const k = []; for (;;) k.push(new Array(1000).fill(1.5));',
  'pushing numbers': 'const k = []; for (;;) k.push(k.length);',
  'huge typed fill': 'const k = []; for (;;) k.push(new Float64Array(2 ** 27).fill(1));',
  'one huge fill': 'return new Uint8Array(2 ** 31).fill(1).length;',
  'concat doubling': 'let a = [1]; for (;;) a = a.concat(a);',
  spread: 'let a = [1, 2]; for (;;) a = [...a, ...a];',
  'string doubling and split':
    "let s = 'xy'; const k = []; for (;;) { s = s.length < 2 ** 27 ? s + s : 'xy'; k.push(s.split('')); }",
  'wide object and JSON':
    "const o = {}; for (let i = 0; ; i++) { o['key' + i] = { i }; if (i % 100000 === 99999) o.text = JSON.stringify(o); }",
  'retained buffers, filled': 'const k = []; for (;;) k.push(new Uint8Array(32 << 20).fill(1));',
  'small buffers': 'const k = []; for (;;) k.push(new Uint8Array(65536).fill(1));',
  'growing buffer':
    'const b = new ArrayBuffer(0, { maxByteLength: 2 ** 31 }); for (let n = 1; ; n *= 2) { b.resize(n); new Uint8Array(b).fill(1); }',
  'Map growth': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });',
  'Set of strings': "const s = new Set(); for (let i = 0; ; i++) s.add('text' + i);",
  closures: 'let f = () => 0; for (;;) { const g = f; const pad = new Array(50).fill(0); f = () => [g, pad]; }',
  'length and fill': 'const a = []; a.length = 2 ** 32 - 1; a.fill(0); return a.length;',
  'dense array of 2 ** 27': 'return new Array(2 ** 27).fill(1.1).length;',
  'BigInt squaring': 'let b = 3n; for (;;) b *= b;',
  'deep recursion building objects':
    'const k = []; const dive = (n, o) => { k.push({ n, o, pad: new Array(100).fill(n) }); return n === 0 ? o : dive(n - 1, { o }); }; for (;;) dive(1000, null);',
  'linked list': 'let o = null; for (;;) o = { o, a: 1, b: 2, c: 3 };',
  'template joins':
    "const parts = []; for (let i = 0; ; i++) { parts.push('part '.concat(i, ' of many')); if (i % 50000 === 0) parts.push(parts.join('-')); }",
  'padStart and split': "return 'x'.padStart(2 ** 29 - 24).split('').length;",
  'repeat, flattened': "const k = []; for (;;) k.push('é'.repeat(2 ** 24).normalize('NFD').toUpperCase());",
  'regular expression that blows up': "return /^(a+)+$/.test('a'.repeat(60) + '!');",
  'regular expression with many matches': "return 'ab'.repeat(2 ** 26).match(/a|b/g).length;",
  'sort of an array-like': 'return Array.prototype.sort.call({ length: 2 ** 32 - 1, 0: 2, 1: 1 });',
  'sparse sort': 'const a = [3, 2, 1]; a.length = 2 ** 32 - 1; return a.sort();',
  'Array.from a length': 'return Array.from({ length: 2 ** 32 - 1 }).length;',
  'array methods on array-likes': 'return Array.prototype.map.call({ length: 2 ** 32 - 1 }, (x) => x);',
  flatMap: 'let a = [1]; for (;;) a = a.flatMap((x) => [x, x, x]);',
  'JSON doubling': "let s = '\"'; for (;;) s = JSON.stringify(s);",
  promises: 'const k = []; for (;;) k.push(new Promise(() => {}));',
  'microtask flood':
    'const flood = () => { Promise.resolve().then(flood); Promise.resolve().then(flood); }; flood(); await new Promise(() => {});',
  rejections: 'for (;;) Promise.reject(new Error("x".repeat(1000)));',
  errors: "const k = []; for (;;) { const e = new Error('x'); e.cause = k[k.length - 1]; k.push(e); }",
  proxies: 'let p = {}; for (;;) p = new Proxy(p, {});',
  symbols: 'const o = {}; for (let i = 0; ; i++) o[Symbol(i)] = i;',
  'async calls': 'const k = []; const f = async (x) => { await null; return x; }; for (;;) k.push(f({}));',
  generators:
    'const k = []; function* g() { yield new Array(100).fill(0); } for (;;) { const it = g(); it.next(); k.push(it); }',
  'caught and repeated':
    'const k = []; for (;;) { try { for (;;) k.push(new Uint8Array(2 ** 28).fill(1)); } catch {} }',
  'untouched buffers':
    'const k = []; for (;;) { try { k.push(new ArrayBuffer(2 ** 30)); } catch { new Uint8Array(k[0]).fill(1); new Uint8Array(k[1]).fill(1); } }',
};

export const BOMBS = Object.entries(CODE_BY_NAME).map(([name, code]) => ({ name, code }));
