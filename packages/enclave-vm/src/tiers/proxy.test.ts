import { describe, expect, it } from 'vitest';
import { resultOf, TIERS, useRunner } from './tiers.ts';

/** Node looks at what was rejected in a turn of the event loop after the run. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const PENDING = 'let reject; const promise = new Promise((_, fail) => { reject = fail }); const asked = [];';

describe.each(TIERS)('%s tier: a proxy', (_, create) => {
  const run = useRunner(create);
  const returns = async (code: string): Promise<unknown> => resultOf(await run(code));

  // Each of the first would have ended or hung the host, or the run after it in the same process.
  it.each([
    ['with figures', 'new Proxy({}, { get: (_, key) => (asked.push(String(key)), -5) })'],
    ['with an error', 'new Proxy({}, { get: (_, key) => { asked.push(String(key)); throw 1 } })'],
    ['with a loop', 'new Proxy({}, { get: (_, key) => { asked.push(String(key)); if (asked.length > 2) for (;;); } })'],
    [
      'with descriptors',
      'new Proxy(new Proxy({}, { getOwnPropertyDescriptor: (_, key) => { asked.push(String(key)); throw 1 } }), {})',
    ],
    ['by a handler that is a proxy', 'new Proxy({}, new Proxy({}, { get: (_, key) => { asked.push(key); throw 1 } }))'],
    ['by an accessor of its handler', 'new Proxy({}, { get get() { asked.push("get"); throw 1 } })'],
    ['behind an object', 'Object.create(new Proxy({}, { get: (_, key) => { asked.push(String(key)); throw 1 } }))'],
    ['many times over', 'Array.from({ length: 20_000 }).reduce((inner) => new Proxy(inner, {}), {})'],
  ])('is not asked what Node wants to know of a promise: %s', async (_, prototype) => {
    const code = `${PENDING} Object.setPrototypeOf(promise, ${prototype}); reject(1); return asked;`;
    expect(await returns(code)).toEqual([]);
    await nextTurn();
    expect(await returns('return 2')).toBe(2);
  });

  it.each([
    [
      'revoked',
      'const { proxy, revoke } = Proxy.revocable({}, {}); Object.setPrototypeOf(promise, proxy); reject(1); revoke()',
    ],
    ['put there later', 'reject(1); Object.setPrototypeOf(promise, new Proxy({}, { get() { throw 1 } }))'],
    [
      'given as the prototype',
      'Reflect.construct(Promise, [(_, fail) => fail(1)], new Proxy(function () {}, { get: () => new Proxy({}, { get() { throw 1 } }) }))',
    ],
  ])('does no harm when it is %s', async (_, act) => {
    expect(await returns(`${PENDING} ${act}; return 1`)).toBe(1);
    await nextTurn();
    expect(await returns('return 2')).toBe(2);
  });

  it('does what its handler says, and what it stands for without', async () => {
    const code = `
      const log = [];
      const handler = {
        count: 0,
        get(target, key, receiver) { this.count++; return key === 'self' ? this === handler && receiver === proxy : Reflect.get(target, key, receiver) },
        has(target, key) { this.count++; return key in target },
        set(target, key, value) { log.push(key); return Reflect.set(target, key, value) },
        deleteProperty(target, key) { log.push('-' + key); return delete target[key] },
        apply: (target, self, args) => args.length,
        construct: (target, args) => ({ args }),
      };
      const proxy = new Proxy(function f() {}, handler);
      proxy.x = 1;
      const plain = new Proxy({ a: 1 }, {});
      return [proxy.x, 'x' in proxy, proxy.self, proxy(1, 2), new proxy(3).args, delete proxy.x, handler.count, log,
        Array.isArray(new Proxy([], {})), JSON.stringify(new Proxy([1, 2], {})), Object.keys(plain), plain.a, { ...plain }];`;
    expect(await returns(code)).toEqual([
      1,
      true,
      true,
      2,
      [3],
      true,
      3,
      ['x', '-x'],
      true,
      '[1,2]',
      ['a'],
      1,
      { a: 1 },
    ]);
  });

  it('may stand for another one', async () => {
    const code = `
      const seen = [];
      let proxy = new Proxy({ a: 1 }, { get: (target, key) => { seen.push(key); return target[key] } });
      for (let i = 0; i < 50; i++) proxy = new Proxy(proxy, {});
      const frozen = new Proxy(new Proxy(Object.freeze({ a: 1 }), {}), {});
      const outer = new Proxy(proxy, { get: (inner, key) => inner === proxy && inner[key] });
      proxy.b = 2;
      return [proxy.a, outer.a, proxy.b, 'a' in proxy, Object.keys(proxy), delete proxy.a, Object.isFrozen(frozen), seen,
        typeof new Proxy(new Proxy(() => 1, {}), {}), new (new Proxy(new Proxy(class { x = 1 }, {}), {}))().x];`;
    expect(await returns(code)).toEqual([1, 1, 2, true, ['a', 'b'], true, true, ['a', 'a', 'b'], 'function', 1]);
  });

  it('throws once it is revoked', async () => {
    const code = `
      const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
      const before = proxy.a;
      revoke(); revoke();
      const ends = [() => proxy.a, () => { proxy.a = 1 }, () => 'a' in proxy, () => Object.keys(proxy)].map((use) => {
        try { use(); return 'nothing' } catch (e) { return e.name }
      });
      return [before, ...ends];`;
    expect(await returns(code)).toEqual([1, 'TypeError', 'TypeError', 'TypeError', 'TypeError']);
  });

  it('is made as the language says', async () => {
    const code = `
      const name = (use) => { try { use(); return 'nothing' } catch (e) { return e.name } };
      return [Proxy.name, Proxy.length, String(Proxy), 'prototype' in Proxy, Proxy === Proxy, name(() => Proxy({}, {})),
        name(() => new Proxy(1, {})), name(() => new Proxy({}, null)), name(() => class extends Proxy {}),
        name(() => new Proxy({}, { get: 5 }).x), name(() => new Proxy(Object.freeze({ a: 1 }), { get: () => 2 }).a)];`;
    const type = 'TypeError';
    expect(await returns(code)).toEqual([
      'Proxy',
      2,
      'function () { [native code] }',
      false,
      true,
      type,
      type,
      type,
      type,
      type,
      type,
    ]);
  });
});
