import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareRealm, errorOf, inNode } from './testing/bare-realm.ts';

const inGuest = bareRealm(['web-platform']);
const asNode = (expression: string): void => expect(inGuest(expression)).toBe(inNode(expression));

describe('atob and btoa in the guest', () => {
  it.each([
    ["btoa('hello')"],
    ["btoa('')"],
    ["btoa('\\u00ff\\u0000')"],
    [errorOf("btoa('ü€')")],
    [errorOf("atob('a')")],
    [errorOf("atob('é')")],
    ['btoa(12)'],
    ['btoa(null)'],
    ['btoa()'],
    ["atob('aGVsbG8=')"],
    ["atob('aGVsbG8')"],
    ["atob(' aGVs\\n bG8= ')"],
    ["atob('a')"],
    ["atob('aGVsbG8==')"],
    ["atob('aG=s')"],
    ["atob('aGVs-G8_')"],
    ["atob('é')"],
    ['atob(12)'],
    ['atob()'],
    ["JSON.parse(atob(btoa(JSON.stringify({ page: 2 })).replace(/=+$/, '')))"],
    ['[atob.name, atob.length, btoa.name, btoa.length]'],
    [
      "(() => { try { atob('*'); } catch (e) { return [e instanceof DOMException, e instanceof Error, e.name, e.code, String(e.constructor.name)]; } })()",
    ],
  ])('%s gives what Node gives', asNode);

  it('encodes any bytes and decodes any text as Node does', () => {
    const byteText = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((unit) => String.fromCharCode(unit)) });
    const likeBase64 = fc.string({ unit: fc.constantFrom('A', 'b', '/', '+', '9', '=', ' ', '-', '\n') });
    fc.assert(
      fc.property(byteText, likeBase64, (bytes, text) => {
        asNode(`btoa(${JSON.stringify(bytes)})`);
        asNode(`atob(btoa(${JSON.stringify(bytes)}))`);
        asNode(errorOf(`atob(${JSON.stringify(text)})`));
      }),
      { numRuns: 200 },
    );
  });
});

describe('structuredClone in the guest', () => {
  it.each([
    ['structuredClone({ a: [1, { b: null }], c: undefined, d: "x" })'],
    ['((o) => { o.self = o; const c = structuredClone(o); return c !== o && c.self === c; })({})'],
    ['((x) => { const c = structuredClone({ a: x, b: x }); return [c.a === c.b, c.a === x]; })({})'],
    ['((d) => [d instanceof Date, +d])(structuredClone(new Date(0)))'],
    ['isNaN(structuredClone(new Date(NaN)))'],
    [
      '((r) => [r instanceof RegExp, r.source, r.flags, r.lastIndex])(structuredClone(Object.assign(/a+/giu, { lastIndex: 3 })))',
    ],
    [
      '[...structuredClone(new Map([["a", { b: 1 }], [NaN, new Set([1, 2])]]))].map(([k, v]) => [String(k), v instanceof Set ? [...v] : v])',
    ],
    ['((b) => [b instanceof ArrayBuffer, b.byteLength])(structuredClone(new ArrayBuffer(8)))'],
    ['((t) => [t instanceof Float32Array, [...t]])(structuredClone(new Float32Array([1.5, 2])))'],
    [
      '((t) => [t.byteOffset, t.length, t.buffer.byteLength])(structuredClone(new Uint8Array(new ArrayBuffer(8), 2, 3)))',
    ],
    ['((v) => [v instanceof DataView, v.getUint8(0)])(structuredClone(new DataView(new Uint8Array([7]).buffer)))'],
    ['structuredClone(new BigInt64Array([1n, -1n])).join()'],
    ['String(structuredClone(10n ** 30n))'],
    [
      '[Object.is(structuredClone(-0), -0), Number.isNaN(structuredClone(NaN)), structuredClone(Infinity) === Infinity]',
    ],
    [
      '((e) => [e instanceof TypeError, e.name, e.message, e.cause])(structuredClone(new TypeError("m", { cause: 1 })))',
    ],
    [
      '((e) => [e instanceof Error, e.name, e.message])(structuredClone(Object.assign(new Error("m"), { name: "Custom" })))',
    ],
    ['((n) => [typeof n, +n])(structuredClone(new Number(3)))'],
    ['((s) => [typeof s, String(s)])(structuredClone(new String("x")))'],
    [
      'Object.keys(structuredClone(Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } })))',
    ],
    ['((c) => [c.x, c.constructor === Object])(structuredClone(new (class Point { x = 1; get y() { return 2; } })()))'],
    ['structuredClone({ get computed() { return 5; } })'],
    ['((a) => [a.length, 1 in a, a.extra])(structuredClone(Object.assign([1, , 3], { extra: true })))'],
    ['((o) => Object.getOwnPropertyNames(o))(structuredClone(JSON.parse(\'{"__proto__": {"x": 1}, "y": 2}\')))'],
    ['structuredClone(undefined) === undefined'],
    ['structuredClone(null)'],
    ['structuredClone()'],
    ['structuredClone(() => {})'],
    ['structuredClone({ deep: [{ f() {} }] })'],
    ['structuredClone(Symbol("s"))'],
    ['structuredClone({ s: Symbol("s") })'],
    ['structuredClone({ [Symbol("ignored")]: 1, kept: 2 })'],
    ['structuredClone(new WeakMap())'],
    ['structuredClone(Promise.resolve())'],
    ['structuredClone({ get bad() { throw new RangeError("no"); } })'],
    [
      '(() => { try { structuredClone(() => {}); } catch (e) { return [e instanceof DOMException, e.name, e.code]; } })()',
    ],
    ['structuredClone.name'],
  ])('%s gives what Node gives', asNode);

  it('clones any data as Node does', () => {
    const shown = `(value) => JSON.stringify(value, (key, item) =>
      item instanceof Map ? { map: [...item] } : item instanceof Set ? { set: [...item] } : item instanceof Date ? { date: +item } :
      typeof item === 'bigint' ? item + 'n' : Object.is(item, -0) ? '-0' : Number.isNaN(item) ? 'NaN' : item)`;
    const data = fc.anything({
      withMap: true,
      withSet: true,
      withDate: true,
      withBigInt: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    fc.assert(
      fc.property(data, (value) => {
        const source = fc.stringify(value);
        asNode(`(${shown})(structuredClone(${source}))`);
      }),
      { numRuns: 100 },
    );
  });
});

describe('DOMException in the guest', () => {
  it.each([
    [
      "((e) => [e.name, e.message, e.code, String(e), Object.prototype.toString.call(e)])(new DOMException('m', 'AbortError'))",
    ],
    ['((e) => [e.name, e.message, e.code])(new DOMException())'],
    ["((e) => [e.name, e.code, e.cause])(new DOMException('m', { name: 'DataCloneError', cause: 7 }))"],
    ["new DOMException('m', 'X') instanceof Error"],
    ["(() => { new DOMException('m').name = 'other'; })()"],
    ["DOMException('m')"],
  ])('%s gives what Node gives', asNode);
});

describe('queueMicrotask in the guest', () => {
  it('runs callbacks in order, after the current job and among promise reactions', () => {
    const order = '(globalThis.order ??= [])';
    inGuest(`(() => {
      queueMicrotask(() => ${order}.push('a'));
      Promise.resolve().then(() => ${order}.push('b'));
      queueMicrotask(() => ${order}.push('c'));
      ${order}.push('now');
    })()`);
    expect(inGuest(order)).toBe(JSON.stringify({ value: ['now', 'a', 'b', 'c'] }));
  });

  it.each([
    ['queueMicrotask(5)'],
    ['queueMicrotask()'],
    ['[queueMicrotask.name, queueMicrotask.length]'],
    ['queueMicrotask(() => {}) === undefined'],
  ])('%s gives what Node gives', asNode);

  it('goes on when a script replaces Promise.prototype.then', () => {
    const guest = bareRealm(['web-platform']);
    guest(`(() => {
      Promise.prototype.then = () => { throw new Error('replaced'); };
      queueMicrotask(() => { globalThis.ran = true; });
    })()`);
    expect(guest('globalThis.ran')).toBe(JSON.stringify({ value: true }));
  });
});
