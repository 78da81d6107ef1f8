import type { Tape } from './tape.ts';

/** Where a guest may look for something that is not its own. */
const SOURCES = [
  'callTool',
  'console',
  'console.log',
  'globalThis',
  "callTool('echo', { a: [1] })",
  "await callTool('echo', { a: [{ b: 1 }] })",
  "await callTool('list', {})",
  "await callTool('fail', {}).catch((e) => e)",
  'await callTool().catch((e) => e)',
  '(() => { try { null.x; } catch (e) { return e; } })()',
  '(() => { try { (function r() { r(); })(); } catch (e) { return e; } })()',
  'new Error("x")',
  'new AggregateError([1])',
  '(function () { return arguments; })(1)',
  'ctx',
  'ctx.items',
  'ctx.when',
  'helpers',
  'helpers.add',
  'await helpers.add(1, 2)',
  'await helpers.fail().catch((e) => e)',
  'Promise.resolve(1)',
  "new URL('https://a.b/?c=d')",
  'new TextEncoder().encode("x")',
  'structuredClone({ a: new Map() })',
  '(() => { try { structuredClone(() => 1); } catch (e) { return e; } })()',
  '(() => { try { new URL("::"); } catch (e) { return e; } })()',
  '(() => { try { atob("*"); } catch (e) { return e; } })()',
  'Symbol.iterator',
  'Reflect',
  'Intl',
  'new Proxy({}, {})',
  'async () => 1',
  'function* () { yield 1; }',
  'async function* () {}',
  'class A {}',
  '"x".matchAll(/x/g)',
  'new Map().entries()',
  'this',
  'new.target',
  'import("x").catch((e) => e)',
  'await import("y").catch((e) => e)',
  'RegExp.$1',
  'new Date()',
  'JSON',
  'eval',
  'Function',
];
/** Ways from one value to another. `X` is the value. */
const STEPS = [
  'X.constructor',
  "X['const' + 'ructor']",
  'X.__proto__',
  'Object.getPrototypeOf(X)',
  "Reflect.get(X, 'constructor')",
  'X.prototype',
  'X.caller',
  'X.arguments',
  'X.then',
  'X.bind',
  'X.stack',
  'X.cause',
  'X.errors',
  'X.message',
  'X.toString()',
  'new X()',
  'X()',
  'X({})',
  "X('return typeof process')",
  "X('return typeof process')()",
  'await X',
  'X.call(null)',
  'X.apply(globalThis, [1])',
  'Reflect.construct(Object, [], X)',
  'Reflect.construct(X, [])',
  'Reflect.ownKeys(X)',
  'Reflect.ownKeys(X).map((k) => X[k])',
  'Object.getOwnPropertyDescriptors(X)',
  'Object.values(Object.getOwnPropertyDescriptors(X)).map((d) => d.get || d.value)',
  'X[Symbol.species]',
  'X[Symbol.iterator]',
  'X[Symbol.iterator]()',
  '[...X]',
  'JSON.parse(JSON.stringify(X))',
  'structuredClone(X)',
  'new Proxy(X, {})',
  'Object.create(X)',
  "await callTool('echo', X)",
  'callTool(X)',
  "await callTool('echo', { x: X })",
  'console.log(X)',
  'helpers.add(X)',
  'await helpers.each([1], X)',
  'await helpers.make()',
  'Array.from(X)',
  "X.__lookupGetter__('__proto__')",
  'X.valueOf()',
  'X.next()',
  'X.return(1)',
  'X.catch((e) => e)',
  'X.finally(() => {})',
  'Error.captureStackTrace(X)',
  'Symbol.for(String(X))',
  'X.at(0)',
  'X.concat([X])',
  'super_(X)',
  'Object.assign(function () {}, X)',
  'Object.groupBy([X], (v) => v)',
  'Promise.any([X])',
  'await Promise.allSettled([X])',
  'Iterator.from(X)',
  'X.reduce((a, b) => b)',
  'new WeakRef(X)',
  'X.deref()',
];
/** Changes to the realm that a kernel must survive. */
const TAMPER = [
  'Object.prototype.then = function (r) { r(X); };',
  'Object.prototype.get = X;',
  'Object.prototype.value = X;',
  'Object.prototype.toJSON = () => X;',
  'Array.prototype.push = function () { keep(this); return 0; };',
  'Array.prototype[Symbol.iterator] = function* () { yield X; };',
  'Promise.prototype.then = function (a, b) { keep(a); keep(b); return this; };',
  'Promise.resolve = X;',
  'globalThis.Promise = X;',
  'JSON.stringify = () => X;',
  'JSON.parse = () => X;',
  'Error.prepareStackTrace = (e, s) => { keep(s); for (const c of s) { keep(c); keep(c.getThis && c.getThis()); keep(c.getFunction && c.getFunction()); } return s; };',
  'Error.stackTraceLimit = 50;',
  'Object.defineProperty(Array.prototype, 0, { set(v) { keep(v); }, configurable: true });',
  'Object.defineProperty(Object.prototype, "name", { get() { keep(this); return "x"; }, set(v) { keep(v); }, configurable: true });',
  'Function.prototype.call = function () { keep(this); return X; };',
  'Function.prototype.apply = function () { keep(this); return X; };',
  'Reflect.apply = (f, t, a) => { keep(f); keep(t); return X; };',
  'Map.prototype.get = function () { keep(this); return X; };',
  'Map.prototype.set = function (k, v) { keep(v); return this; };',
  'String.prototype.slice = () => X;',
  'RegExp.prototype.exec = function () { keep(this); return X; };',
  'Object.defineProperty = () => X;',
  'Object.freeze = (o) => { keep(o); return o; };',
  'Object.keys = () => [X];',
  'Symbol.prototype[Symbol.toPrimitive] = () => X;',
  'globalThis.callTool = X;',
  'delete globalThis.callTool;',
  'console.log = X;',
  'globalThis.globalThis = X;',
  'Error.prototype.toString = () => X;',
  'Object.setPrototypeOf(Array.prototype, new Proxy(Object.prototype, { get(t, k, r) { keep(r); return Reflect.get(t, k, r); } }));',
  'Object.setPrototypeOf(Function.prototype, null);',
  'Object.prototype.constructor = X;',
  'Object.freeze(Object.prototype);',
  'Promise.prototype.constructor = X;',
  'class P extends Promise {} globalThis.Promise = P;',
  'Number.prototype.toString = () => X;',
  'Date.now = () => X;',
  'WeakMap.prototype.get = function () { keep(this); return X; };',
];

/**
 * The realm oracle: nothing that the script got hold of may have a prototype chain that ends outside of the guest's own
 * realm, and no function may compile code that sees `process`.
 */
const PROLOGUE = `
const own = Object.prototype, ownHas = Object.prototype.hasOwnProperty, fnProto = Function.prototype, protoOf = Object.getPrototypeOf, ownKeys = Reflect.ownKeys, descriptor = Object.getOwnPropertyDescriptor, apply = Reflect.apply, SetCtor = Set, has = Set.prototype.has, add = Set.prototype.add, mark = 'PW' + 'NED';
const pool = [], bag = { n: 0 }; const keep = (v) => { if (bag.n < 400) { const slot = 'v' + bag.n++; bag[slot] = v; } return v; };
const super_ = (x) => ({ __proto__: x, m() { return super.constructor; } }).m();
const any = (i) => bag['v' + (i % (bag.n || 1))];
`;
const EPILOGUE = `
const seen = new SetCtor(); let verdict = 'clean';
const check = (v, d) => {
  if (verdict !== 'clean' || v === null || (typeof v !== 'object' && typeof v !== 'function') || apply(has, seen, [v])) return;
  apply(add, seen, [v]);
  let top = v, next, hops = 0; try { while ((next = protoOf(top)) !== null && hops++ < 50) top = next; } catch { return; }
  if (top !== own && top !== v && hops > 0 && hops < 50) { let f; try { f = top.hasOwnProperty; } catch {} if (typeof f === 'function' && f !== ownHas && protoOf(f) !== fnProto) { verdict = mark + ':foreign'; return; } }
  if (typeof v === 'function') { try { const r = v('return typeof process'); if (typeof r === 'function' && r() === 'object') { verdict = mark + ':process'; return; } } catch {} }
  if (d > 0) { let keys = []; try { keys = ownKeys(v); } catch {} for (let i = 0; i < keys.length && i < 40; i++) { let p; try { p = descriptor(v, keys[i]); } catch { continue; } if (p) { check(p.value, d - 1); check(p.get, d - 1); check(p.set, d - 1); } } }
};
for (let i = 0; i < bag.n; i++) check(bag['v' + i], 2);
return verdict;
`;

export function hostileProgram(tape: Tape): string {
  const lines: string[] = [];
  const step = (text: string) => text.replaceAll('X', `any(${tape.below(97)})`);
  for (let i = 0; i < 3; i++) lines.push(`try { keep(${tape.pick(SOURCES)}); } catch (e) { keep(e); }`);
  const count = 3 + tape.below(14);
  for (let i = 0; i < count; i++) {
    const kind = tape.below(10);
    if (kind < 2) lines.push(`try { keep(${tape.pick(SOURCES)}); } catch (e) { keep(e); }`);
    else if (kind < 3) lines.push(`try { ${step(tape.pick(TAMPER))} } catch (e) { keep(e); }`);
    else if (kind < 4)
      lines.push(`try { await callTool('echo', { i: ${i} }).then(keep, keep); } catch (e) { keep(e); }`);
    else lines.push(`try { keep(${step(tape.pick(STEPS))}); } catch (e) { keep(e); }`);
  }
  return `${PROLOGUE}${lines.join('\n')}\n${EPILOGUE}`;
}
