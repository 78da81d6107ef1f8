import { describe, expect, it } from 'vitest';
import { bareRealm } from './testing/bare-realm.ts';

const remove = (holder: string, ...names: string[]): string =>
  names.map((name) => `delete ${holder}.${name};`).join(' ');

/** Makes a realm as poor as that of the oldest Node, whatever Node runs the tests. */
const WITHOUT: Record<string, string> = {
  'iterator-helpers': `{
    const prototype = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
    ${remove('prototype', 'constructor', ...['drop', 'every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'reduce', 'some', 'take', 'toArray'])}
    delete prototype[Symbol.toStringTag];
    delete globalThis.Iterator;
  }`,
  'set-methods': remove(
    'Set.prototype',
    ...['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
  ),
  'byte-text':
    remove('Uint8Array', 'fromBase64', 'fromHex') +
    remove('Uint8Array.prototype', 'toBase64', 'toHex', 'setFromBase64', 'setFromHex'),
  'from-async': remove('Array', 'fromAsync'),
  es2024:
    remove('Object', 'groupBy') +
    remove('Map', 'groupBy') +
    remove('Promise', 'withResolvers', 'try') +
    remove('RegExp', 'escape') +
    remove('Error', 'isError') +
    remove('Math', 'f16round', 'sumPrecise') +
    remove('DataView.prototype', 'getFloat16', 'setFloat16') +
    remove('Map.prototype', 'getOrInsert', 'getOrInsertComputed') +
    remove('WeakMap.prototype', 'getOrInsert', 'getOrInsertComputed'),
};

const CASES: Record<string, [expression: string, value: unknown][]> = {
  'iterator-helpers': [
    ['[1, 2, 3].values().map((x) => x * 2).toArray()', [2, 4, 6]],
    ['new Map([["a", 1], ["b", 2]]).entries().filter(([, v]) => v > 1).map(([k]) => k).toArray()', ['b']],
    ['(function* () { let n = 0; while (true) yield n++; })().drop(2).take(3).toArray()', [2, 3, 4]],
    ['new Set([1, 2]).values().flatMap((x) => [x, x]).reduce((a, b) => a + b)', 6],
    ['[..."aXbX".matchAll(/X/g).map((m) => m.index)]', [1, 3]],
    [
      '[[1, 2].values().some((x) => x > 1), [1, 2].values().every((x) => x > 1), [1, 2].values().find((x) => x > 1)]',
      [true, false, 2],
    ],
    ['((seen) => { [5].values().forEach((x, i) => seen.push([x, i])); return seen; })([])', [[5, 0]]],
    ['Iterator.from({ next() { return { done: this.n > 2, value: this.n++ }; }, n: 0 }).toArray()', [0, 1, 2]],
    ['Iterator.concat([1], new Set([2])).toArray()', [1, 2]],
    [
      '[[].values() instanceof Iterator, Iterator.name, Object.prototype.toString.call([].values())]',
      [true, 'Iterator', '[object Array Iterator]'],
    ],
    [
      '[...new (class extends Iterator { #n = 0; next() { return { done: this.#n > 1, value: this.#n++ }; } })().map(String)]',
      ['0', '1'],
    ],
  ],
  'set-methods': [
    ['[...new Set([1, 2]).union(new Set([2, 3]))]', [1, 2, 3]],
    ['[...new Set([1, 2]).intersection(new Set([2, 3]))]', [2]],
    ['[...new Set([1, 2]).difference(new Set([2, 3]))]', [1]],
    ['[...new Set([1, 2]).symmetricDifference(new Set([2, 3]))]', [1, 3]],
    [
      '[new Set([1]).isSubsetOf(new Set([1, 2])), new Set([1, 2]).isSupersetOf(new Set([1])), new Set([1]).isDisjointFrom(new Set([2]))]',
      [true, true, true],
    ],
    ['[...new Set(["a"]).union(new Map([["b", 1]]))]', ['a', 'b']],
  ],
  'byte-text': [
    ['new Uint8Array([104, 105, 255]).toBase64()', 'aGn/'],
    ["new Uint8Array([255]).toBase64({ alphabet: 'base64url', omitPadding: true })", '_w'],
    ["[...Uint8Array.fromBase64('aGn/')]", [104, 105, 255]],
    ["[...Uint8Array.fromHex('68ff')]", [104, 255]],
    ['new Uint8Array([104, 255]).toHex()', '68ff'],
    ["((to) => [to.setFromHex('0102').written, ...to])(new Uint8Array(3))", [2, 1, 2, 0]],
    ["((to) => [to.setFromBase64('AQI=').written, ...to])(new Uint8Array(3))", [2, 1, 2, 0]],
    ["(() => { try { Uint8Array.fromBase64('*'); } catch (e) { return e.name; } })()", 'SyntaxError'],
  ],
  es2024: [
    ["Object.groupBy([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even'))", { odd: [1, 3], even: [2] }],
    ["Object.getPrototypeOf(Object.groupBy([], () => 'x'))", null],
    [
      '[...Map.groupBy([1, 2, 3], (x) => x % 2)]',
      [
        [1, [1, 3]],
        [0, [2]],
      ],
    ],
    ['Object.keys(Promise.withResolvers()).sort().join()', 'promise,reject,resolve'],
    ['Promise.try(() => 1) instanceof Promise', true],
    ["RegExp.escape('a.b*c')", '\\x61\\.b\\*c'],
    ["new RegExp(RegExp.escape('1+1')).test('1+1')", true],
    ['[Error.isError(new TypeError()), Error.isError({ name: "Error" })]', [true, false]],
    ['Math.sumPrecise([1e20, 0.1, -1e20])', 0.1],
    ['Math.f16round(1.337)', 1.3369140625],
    ['((view) => { view.setFloat16(0, 1.5); return view.getFloat16(0); })(new DataView(new ArrayBuffer(2)))', 1.5],
    [
      "((map) => [map.getOrInsert('a', 1), map.getOrInsert('a', 2), map.getOrInsertComputed('b', (k) => k + k)])(new Map())",
      [1, 1, 'bb'],
    ],
    ['((map, key) => [map.getOrInsert(key, 1), map.getOrInsertComputed(key, () => 2)])(new WeakMap(), {})', [1, 1]],
  ],
};

describe.each(Object.keys(CASES))('the %s library', (name) => {
  it.each(CASES[name] ?? [])('%s', (expression, value) => {
    const expected = JSON.stringify({ value });
    expect(bareRealm([name], WITHOUT[name])(expression)).toBe(expected);
    // In a realm that has it all or in part, the library changes no result.
    expect(bareRealm([name])(expression)).toBe(expected);
  });

  it('brings functions that look like built-ins to a script', () => {
    const natives = bareRealm([]);
    const guest = bareRealm([name], WITHOUT[name]);
    for (const [expression] of CASES[name] ?? []) {
      for (const [, owner, key] of expression.matchAll(
        /\b(Set\.prototype|Math|Object|Map|Error|RegExp|Uint8Array)\.(\w+)/g,
      )) {
        if (key === 'prototype') continue;
        const shape = `(({ writable, enumerable, configurable, value }) => [writable, enumerable, configurable, value.name])(Object.getOwnPropertyDescriptor(${owner}, '${key}'))`;
        expect(guest(shape)).toBe(JSON.stringify({ value: [true, false, true, key] }));
        expect([guest(shape), JSON.stringify({ error: 'TypeError' })]).toContain(natives(shape));
      }
    }
  });
});

describe('the from-async library', () => {
  it('collects what is sync, async, and mapped', () => {
    const guest = bareRealm(['from-async'], WITHOUT['from-async']);
    guest(`(() => {
      const seen = (globalThis.seen = []);
      const keep = (list) => seen.push(list);
      Array.fromAsync([1, Promise.resolve(2)]).then(keep);
      Array.fromAsync((async function* () { yield 3; yield 4; })(), async (x) => x * 2).then(keep);
      Array.fromAsync({ length: 2, 0: 'a', 1: 'b' }).then(keep);
    })()`);
    expect(JSON.parse(guest('seen.sort()'))).toEqual({
      value: [
        [1, 2],
        [6, 8],
        ['a', 'b'],
      ],
    });
  });
});
