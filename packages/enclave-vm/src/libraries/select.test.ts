import { describe, expect, it } from 'vitest';
import { HOST_LIBRARIES, LANGUAGE_LIBRARIES } from './catalog.ts';
import { librariesFor } from './select.ts';
import { textOf } from './testing/bare-realm.ts';

const wantedBy = (source: string): string[] =>
  [...HOST_LIBRARIES, ...LANGUAGE_LIBRARIES]
    .filter(({ wanted }) => wanted.every((pattern) => pattern.test(source)))
    .map(({ name }) => name);

describe('librariesFor', () => {
  it.each([
    ["new URL('https://e.com')", 'url'],
    ["globalThis['URLSearchParams']", 'url'],
    ['const { TextDecoder: D } = globalThis', 'text-encoding'],
    ["btoa('x')", 'web-platform'],
    ['globalThis.structuredClone?.(x)', 'web-platform'],
  ])('gives for %j the library "%s" from SECURE up', (source, name) => {
    expect(librariesFor(source, 'STRICT')).toEqual([]);
    for (const level of ['SECURE', 'STANDARD', 'PERMISSIVE'] as const) {
      expect(librariesFor(source, level)).toEqual([textOf(name)]);
    }
  });

  it('gives nothing to a script that names nothing', () => {
    const source = `
      const { data } = await callTool('orders:list', { url: 'https://e.com', curl: true });
      try { return Object.entries(data).filter(([k]) => k).map(([k, v]) => [k, v]); } catch { return []; }`;
    expect(librariesFor(source, 'STANDARD')).toEqual([]);
    expect(wantedBy(source)).toEqual([]);
  });

  it('gives a text once, and the same string each time', () => {
    const [first] = librariesFor('atob(btoa(structuredClone(x)))', 'STANDARD');
    expect(librariesFor('btoa(x) + atob(y)', 'SECURE')).toEqual([first]);
  });

  it.each([
    ['m.values().map(f)', ['iterator-helpers']],
    ['new Map(x).entries().toArray()', ['iterator-helpers']],
    ['function* g() { yield 1 } g().take(2)', ['iterator-helpers']],
    ['[...text.matchAll(/x/g).map((m) => m[0])]', ['iterator-helpers']],
    ['Object.values(x).map(f)', []],
    ['Iterator.concat(a, b)', ['iterator-helpers', 'iterator-concat']],
    ['a.union(b)', ['set-methods']],
    ["a['isSubsetOf'](b)", ['set-methods']],
    ['Uint8Array.fromBase64(x)', ['byte-text']],
    ['bytes.toHex()', ['byte-text']],
    ['Array.fromAsync(x)', ['from-async']],
    ['Object.groupBy(x, f)', ['es2024']],
    ['const { promise } = Promise.withResolvers()', ['es2024']],
    ['Promise.try(f)', ['promise-try']],
    ["Promise['try'](f)", ['promise-try']],
    ['try { await Promise.all(x) } catch {}', []],
    ['RegExp.escape(x)', ['regexp-escape']],
    ['Math.f16round(x)', ['float16']],
    ['Error.isError(x) || Math.sumPrecise(y) || m.getOrInsert(k, v)', ['es2026']],
  ])('wants for %j %j', (source, names) => {
    expect(wantedBy(source)).toEqual(names);
  });

  it('gives of the language what the running Node lacks, at every level', () => {
    const source = 'Math.sumPrecise(x)';
    const expected = 'sumPrecise' in Math ? [] : [textOf('es2026')];
    expect(librariesFor(source, 'STRICT')).toEqual(expected);
    expect(librariesFor(source, 'STANDARD')).toEqual(expected);
  });
});
