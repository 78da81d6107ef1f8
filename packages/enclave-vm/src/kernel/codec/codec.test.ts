import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFromGuest, encodeForGuest } from '../../session/values.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import type { EncodeOptions } from './encode-walk.ts';

const options: EncodeOptions = { root: 'value', limit: 1e6, toHost: true };

/** A flag that the compile target has no literal for. */
const setNotation = 'v';

const sparse = (length: number, items: object): unknown[] => Object.assign(new Array(length), items);

function textOf(value: unknown, more: Partial<EncodeOptions> = {}): string {
  const encoded = encode(value, { ...options, ...more });
  if (!encoded.ok) throw new Error(`${encoded.path} ${encoded.problem}`);
  return encoded.text;
}

function roundTrip(value: unknown): unknown {
  const decoded = decode(textOf(value), { hostile: true, limit: 1e7 });
  if (!decoded.ok) throw new Error('malformed');
  return decoded.value;
}

function problemOf(value: unknown, more: Partial<EncodeOptions> = {}): string {
  const encoded = encode(value, { ...options, ...more });
  return encoded.ok ? 'none' : `${encoded.path} ${encoded.problem}`;
}

const laterObject = () => {
  let reads = 0;
  return { toJSON: () => (reads++ === 0 ? { now: 'an object' } : 1) };
};

const hiddenOnce = () => {
  let asked = 0;
  return new Proxy(
    { prototype: {} },
    {
      getOwnPropertyDescriptor: (target, key) =>
        asked++ === 0 ? undefined : Reflect.getOwnPropertyDescriptor(target, key),
    },
  );
};

describe('what crosses', () => {
  const shared = { s: 1 };
  const cyclic: Record<string, unknown> = { list: [] };
  cyclic.self = cyclic;
  (cyclic.list as unknown[]).push(cyclic);
  const named = Object.defineProperty(new Error('n'), 'name', { value: 'Mine', writable: true, configurable: true });
  const error = new TypeError('outer', { cause: new Error('inner') });

  it.each([
    ['undefined', undefined],
    ['undefined inside', { a: undefined, b: [undefined] }],
    ['numbers', [0, -0, 1.5, NaN, Infinity, -Infinity, 2 ** 53, 5e-324]],
    ['bigints', [0n, -12345678901234567890n]],
    ['strings', ['', '\u2028', '\ud800', '"\\\n', '\u{1f600}']],
    ['dates', [new Date(0), new Date(8.64e15), new Date(NaN)]],
    ['regular expressions', [/a(b)[/]\n/gimsuy, new RegExp('[\\p{L}--[a-z]]', setNotation), /(?:)/]],
    [
      'maps and sets',
      new Map<unknown, unknown>([
        [{ k: 1 }, new Set([1, [2]])],
        ['x', new Map()],
      ]),
    ],
    ['buffers', [new Uint8Array([1, 2, 255]).buffer, new ArrayBuffer(0)]],
    [
      'views',
      [new Uint8Array([1, 2, 3]), new Float64Array([1.5, NaN]), new BigInt64Array([-1n]), new Uint8ClampedArray(2)],
    ],
    [
      'sparse arrays',
      [sparse(3, { 0: 1, 2: 3 }), sparse(2, {}), sparse(1000, {}), sparse(3, { 0: undefined, 2: null })],
    ],
    ['the tag as a key', { $: 'date', v: 1, n: { $: { $: 1 } } }],
    ['integer keys', { b: 1, 2: 'x', 1: { z: shared } }],
    ['shared references', { a: shared, b: [shared] }],
    ['cycles', cyclic],
    [
      'a cycle through a map',
      (() => {
        const m = new Map<string, unknown>();
        m.set('m', m);
        return m;
      })(),
    ],
    ['errors', [error, new AggregateError([new Error('e')], 'many'), named]],
  ])('%s', (_, value) => {
    expect(roundTrip(value)).toStrictEqual(value);
  });

  it('identity is kept', () => {
    const value = roundTrip([shared, shared, cyclic]) as [unknown, unknown, Record<string, unknown>];
    expect(value[0]).toBe(value[1]);
    expect(value[2].self).toBe(value[2]);
  });

  it('an error comes with what the script put on it', () => {
    class Refused extends Error {
      field = 'age';
      retry = () => true;
      constructor(message: string) {
        super(message);
        this.name = 'Refused';
      }
    }
    const failed = Object.assign(new RangeError('far', { cause: 1 }), {
      status: 404,
      details: { list: [shared, shared] },
    });
    const [refused, copy] = roundTrip([new Refused('no'), failed]) as [Error, RangeError & typeof failed];
    expect(JSON.stringify(refused)).toBe('{"field":"age","name":"Refused"}');
    expect([refused instanceof Error, refused.name, refused.message]).toEqual([true, 'Refused', 'no']);
    expect(Object.keys(copy)).toEqual(['status', 'details']);
    expect([copy.message, copy.cause, copy.details.list[0] === copy.details.list[1]]).toEqual(['far', 1, true]);
    expect(copy.stack).toBe('RangeError: far');
  });

  it('an error of the host comes without what else it holds', () => {
    const error = Object.assign(new Error('down'), { request: { headers: { authorization: 'secret' } } });
    const sent = encode(error, { root: 'result', limit: 10_000, toHost: false });
    expect(sent).toMatchObject({ ok: true });
    expect(JSON.stringify(sent)).not.toContain('secret');
  });

  it('an error with a toJSON comes as what that gives', () => {
    class Problem extends Error {
      toJSON() {
        return { problem: this.message };
      }
    }
    expect(roundTrip({ list: [new Problem('late')] })).toStrictEqual({ list: [{ problem: 'late' }] });
  });

  it('class instances come as their own data, by toJSON if they have one', () => {
    class Point {
      x = 1;
      get double() {
        return this.x * 2;
      }
    }
    class Money {
      #cents = 150;
      toJSON() {
        return { amount: this.#cents / 100 };
      }
    }
    expect(roundTrip({ p: new Point(), m: new Money(), u: new URL('https://a.b/') })).toStrictEqual({
      p: { x: 1 },
      m: { amount: 1.5 },
      u: 'https://a.b/',
    });
  });

  it('boxed primitives come as what they hold', () => {
    expect(roundTrip([Object('s'), Object(1), Object(true), Object(1n)])).toStrictEqual(['s', 1, true, 1n]);
  });

  it('a view shows its own bytes only, not the pool under it', () => {
    const view = new Uint8Array(new Uint8Array([9, 9, 1, 2, 9]).buffer, 2, 2);
    const copy = roundTrip(view) as Uint8Array;
    expect([copy, copy.buffer.byteLength]).toStrictEqual([new Uint8Array([1, 2]), 2]);
  });

  it('no stack crosses', () => {
    expect((roundTrip(new Error('x')) as Error).stack).toBe('Error: x');
  });

  it('any data', { timeout: 30_000 }, () => {
    const data = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withUnicodeString: true,
    } as never);
    fc.assert(
      fc.property(data, (value) => {
        // Keys such as __proto__ cross in the direction in which they are data like any other.
        const text = textOf(value, { toHost: false });
        expect(decode(text, { hostile: false, limit: 0 })).toStrictEqual({ ok: true, value });
      }),
      { numRuns: 300 },
    );
  });
});

describe('what does not cross is named', () => {
  class Secret {
    #hidden = 1;
    read() {
      return this.#hidden;
    }
  }
  it.each([
    ['value is a function', () => 1],
    ['value.items[3].onClick is a function', { items: [0, 1, 2, { onClick() {} }] }],
    ['value["odd key"].s is a symbol', { 'odd key': { s: Symbol('x') } }],
    ['value.p is a promise: await it first', { p: Promise.resolve(1) }],
    ['value.get("k")[0] is a symbol', new Map([['k', [Symbol('x')]]])],
    ['value.keys()[0] is a function', new Map([[() => 1, 1]])],
    ['value.values()[1] is a function', new Set([1, () => 1])],
    ['value.w is a WeakMap or WeakSet', { w: new WeakMap() }],
    ['value.g is a generator: collect its values first', { g: (function* () {})() }],
    ['value.s is a class instance with private state', { s: new Secret() }],
    ['value.cause.f is a function', new Error('x', { cause: { f: () => 1 } })],
    [
      'value.bad threw when it was read',
      {
        get bad() {
          throw new Error('x');
        },
      },
    ],
    ['value.__proto__ is a key that can pollute prototypes', JSON.parse('{"__proto__":{"admin":true}}')],
    [
      'value.a.constructor holds a `prototype` object, with which it can pollute prototypes',
      { a: JSON.parse('{"constructor":{"prototype":{}}}') },
    ],
  ])('%s', (problem, value) => {
    expect(problemOf(value)).toBe(problem);
  });

  it.each([
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
      'value threw when it was read',
    ],
    [
      'a proxy that throws',
      () =>
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw 1;
            },
          },
        ),
      'value threw when it was read',
    ],
    [
      'a proxied array of no proper length',
      () => new Proxy([], { get: (t, k) => (k === 'length' ? -1 : Reflect.get(t, k)) }),
      'value has no proper length',
    ],
  ])('%s', (_, make, problem) => {
    expect(problemOf(make())).toBe(problem);
  });

  it('classes of a regular expression are limited where they nest', () => {
    const nested = (depth: number) => new RegExp(`${'['.repeat(depth)}a${']'.repeat(depth)}`, setNotation);
    expect(problemOf(nested(1000))).toBe('none');
    expect(problemOf([nested(1001)])).toBe('value[0] is a regular expression with more than 1000 classes');
    expect(problemOf(new RegExp('[a]'.repeat(1001)))).toBe('none');
  });

  it('innocent constructor keys cross', () => {
    const self = { prototype: undefined };
    Object.assign(self, { constructor: self });
    const values = [
      { constructor: 'Acme Ltd', prototype: { id: 1 }, nested: { constructor: { name: 'x' } } },
      { constructor: { prototype: null } },
      { constructor: { prototype: undefined } },
      { constructor: { prototype: 1n } },
      { constructor: { prototype: Object('text') } },
      { constructor: [{ prototype: {} }] },
      { constructor: Object.assign([], { prototype: {} }) },
      self,
    ];
    for (const value of values) {
      expect(problemOf(value)).toBe('none');
      expect(decodeFromGuest(textOf(value), 1e6).ok).toBe(true);
    }
  });

  it.each([
    ['a reference', () => ((shared) => [shared, { constructor: shared }])({ prototype: {} })],
    [
      'a reference to itself',
      () => ((self) => Object.assign(self, { constructor: self }))({ prototype: [] as unknown }),
    ],
    [
      'a reference to what is not finished',
      () => ((self) => Object.assign(self, { prototype: {} }))(((o) => Object.assign(o, { constructor: o }))({})),
    ],
    ['a date', () => ({ constructor: { prototype: new Date(0) } })],
    ['a text for JSON', () => ({ constructor: { toJSON: () => ({ prototype: { toJSON: () => ({}) } }) } })],
    ['a getter that changes its mind', () => ({ constructor: { prototype: laterObject() } })],
    ['a proxy that hides the key at first', () => ({ constructor: hiddenOnce() })],
  ])('constructor.prototype by %s is refused by the sender already', (_, make) => {
    expect(problemOf(make())).toContain('holds a `prototype` object, with which it can pollute prototypes');
  });

  it('a long text is the same JSON as a short one, wherever it is cut', () => {
    const unit = fc.constantFrom('x', '"', '\\', '\0', '\u00e9', '\u{1f600}', '\ud83d', '\ude00');
    const shift = fc.array(unit, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shift, shift, (before, around) => {
        const text = before.join('') + 'x'.repeat(65_530 - before.join('').length) + around.join('').repeat(20_000);
        expect(textOf(text)).toBe(`j${JSON.stringify(text)}`);
        expect(textOf({ [text]: 1 })).toBe(`j${JSON.stringify({ [text]: 1 })}`);
      }),
      { numRuns: 50 },
    );
  });

  it('texts are measured as they are written', () => {
    const limit = 1e6;
    expect(problemOf('\0'.repeat(150_000), { limit })).toBe('none');
    expect(problemOf('\0'.repeat(170_000), { limit })).toBe('value is too large');
    expect(problemOf({ ['\0'.repeat(170_000)]: 1 }, { limit })).toMatch(/^value.* is too large$/);
  });

  it('what goes to the host is measured in bytes', () => {
    const limit = 1e6;
    const measured = (text: string) => problemOf(text, { limit });
    expect(measured('x'.repeat(999_998))).toBe('none');
    expect(measured('\u00e9'.repeat(499_999))).toBe('none');
    expect(measured('\u00e9'.repeat(500_000))).toBe('value is too large');
    expect(measured('\u6f22'.repeat(333_332))).toBe('none');
    expect(measured('\u6f22'.repeat(333_333))).toBe('value is too large');
    expect(measured('\u{1f600}'.repeat(249_999))).toBe('none');
    expect(measured('\u{1f600}'.repeat(250_000))).toBe('value is too large');
  });

  it('depth is limited', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 999; i++) deep = { deep };
    expect(problemOf(deep)).toBe('none');
    for (let i = 0; i < 5000; i++) deep = [deep];
    expect(problemOf(deep)).toContain('is nested deeper than 1000 levels');
  });
});

describe('size', () => {
  it.each([
    ['a long string', 'x'.repeat(2e6)],
    ['many items', Array.from({ length: 1e6 }, () => 1)],
    ['many bytes', new Uint8Array(1e6)],
    ['errors, which are dear to make', Array.from({ length: 7_000 }, () => new Error('x'))],
    ['regular expressions, which are dearer', Array.from({ length: 1_400 }, () => /[\p{L}]/u)],
    ['a long regular expression', new RegExp('[\\p{L}]'.repeat(2_000), 'iu')],
    ['entries of collections', new Set(Array.from({ length: 70_000 }, (_, i) => i))],
    ['holes, which are paid for by whoever writes them out', new Array(4294967295)],
    ['references that multiply', [...Array(40)].reduce<unknown>((below) => [below, below], 'x')],
  ])('%s', (_, value) => {
    expect(encode(value, options)).toMatchObject({ ok: false, tooLarge: true });
  });

  it('plain data is measured by its text alone', () => {
    const records = Array.from({ length: 10_000 }, (_, id) => ({ id, name: `user ${id}`, tags: ['a', 'b'] }));
    const limit = JSON.stringify(records).length + 1;
    const encoded = encode(records, { ...options, limit });
    expect(encoded).toMatchObject({ ok: true });
    expect(decodeFromGuest(encoded.ok ? encoded.text : '', limit)).toEqual({ ok: true, value: records });
    expect(encode(records, { ...options, limit: limit - 2 })).toMatchObject({ ok: false, dear: false });
  });

  it('a million objects and lists are enough, however short', { timeout: 30_000 }, () => {
    const lists = Array.from({ length: 1_000_000 }, () => []);
    expect(encode(lists, { ...options, limit: 1e7 })).toMatchObject({
      dear: true,
      path: 'value',
      problem: 'has more than 1000000 objects and lists',
    });
  });

  it('says how many values are too many', () => {
    const problem = 'has too many values other than plain data: the first 6251 are over what can be handed over';
    const errors = Array.from({ length: 7_000 }, () => new Error('x'));
    expect(encode(errors, options)).toMatchObject({ dear: true, path: 'value', problem });
  });

  it('references are counted by the receiver as well', () => {
    const bomb = [...Array(30)].reduce<string>((below, _, i) => `[${below},{"$":"ref","v":${30 - i}}]`, '[0]');
    expect(decode(`x${bomb}`, { hostile: true, limit: 1e6 })).toEqual({ ok: false });
  });

  it('so are holes', () => {
    expect(decode('x[{"$":"hole","v":4294967295}]', { hostile: true, limit: 1e6 })).toEqual({ ok: false });
  });
});

describe('a hostile sender', () => {
  it.each([
    '',
    '{}',
    'j',
    'j{',
    'jundefined',
    'x{"$":"nonsense","v":1}',
    'x{"$":"date"}',
    'x{"$":"date","v":"1"}',
    'x{"$":"number","v":"1"}',
    'x{"$":"bigint","v":"0x10"}',
    'x{"$":"bigint","v":""}',
    `x{"$":"bigint","v":"${'9'.repeat(200_000)}"}`,
    'x{"$":"ref","v":0}',
    'x[{"$":"ref","v":5}]',
    'x[{"$":"hole","v":-1}]',
    'x{"$":"hole","v":1}',
    'x{"$":"function","v":0}',
    'x{"$":"regexp","v":["(","g"]}',
    'x{"$":"regexp","v":["a","gg"]}',
    'x{"$":"bytes","v":["Uint8Array","A"]}',
    'x{"$":"bytes","v":["Uint8Array","????"]}',
    'x{"$":"bytes","v":["Float64Array","AAAA"]}',
    'x{"$":"bytes","v":["constructor","AAAA"]}',
    'x{"$":"bytes","v":["SharedArrayBuffer","AAAA"]}',
    'x{"$":"error","v":["a"]}',
    'x{"$":"error","v":[{"toString":1},"m",false,null,null,[]]}',
    'x{"$":"error","v":["E","m",false,null,null]}',
    'x{"$":"error","v":["E","m",false,null,null,{}]}',
    'x{"$":"error","v":["E","m",false,null,null,[1,2]]}',
    'x{"$":"error","v":["E","m",false,null,null,["__proto__",{}]]}',
    'x{"$":"error","v":["E","m",false,null,null,["constructor",{"prototype":{}}]]}',
    'x{"$":"object","v":["__proto__",{"admin":true}]}',
    'x{"$":"object","v":[1,2]}',
    'x{"$":"map","v":{}}',
    'j{"__proto__":{"admin":true}}',
    'j{"\\u005f_proto__":{"admin":true}}',
    'j[{"a":{"constructor":{"prototype":{}}}}]',
    `j${'['.repeat(1_100)}${']'.repeat(1_100)}`,
    `x[${'{"$":"date","v":1},'.repeat(45_000)}1]`,
    `j${'['.repeat(5000)}${']'.repeat(5000)}`,
  ])('%.60s is refused', (text) => {
    expect(decodeFromGuest(text, 1e6)).toEqual({ ok: false });
  });

  it('is given no more objects than the host can make in good time, however short their text is', () => {
    const many = (count: number) => decodeFromGuest(`j[${'[],'.repeat(count)}1]`, 1e7);
    expect(many(1_000).ok).toBe(true);
    expect(many(1_000_001)).toEqual({ ok: false });
  });

  it('whatever it mutates, nothing but plain data of this realm comes out', () => {
    const seeds = [
      { a: [1, undefined, { $: 1 }], m: new Map([[1, new Set([2n])]]), e: new Error('x'), b: new Uint8Array(3) },
      sparse(3, { 0: 1, 2: [new Date(0), /x/g] }),
    ].map((value) => textOf(value));
    const edit = fc.record({
      at: fc.nat(400),
      drop: fc.nat(6),
      put: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom('{"$":"ref","v":0}', '"__proto__":', '[', ']', '{', '}', '1e999', '"$"'),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 4 }), (seed, edits) => {
        const text = edits.reduce((all, { at, drop, put }) => all.slice(0, at) + put + all.slice(at + drop), seed);
        const decoded = decodeFromGuest(text, 1e6);
        if (decoded.ok) expect(foreignParts(decoded.value)).toEqual([]);
        expect(({} as Record<string, unknown>).admin).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});

const PLAIN_CLASSES = [
  ...[Object, Array, Map, Set, Date, RegExp, ArrayBuffer, Uint8Array],
  ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError],
];
const PLAIN_PROTOTYPES = new Set<unknown>(PLAIN_CLASSES.map(({ prototype }) => prototype));

/** What can be reached in a value that is neither a primitive nor a plain object of this realm. Cycles are fine. */
function foreignParts(root: unknown): unknown[] {
  const seen = new Set<unknown>();
  const foreign: unknown[] = [];
  const left = [root];
  while (left.length > 0) {
    const value = left.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
    seen.add(value);
    if (!PLAIN_PROTOTYPES.has(Object.getPrototypeOf(value))) foreign.push(value);
    for (const { value: part, get } of Object.values(Object.getOwnPropertyDescriptors(value))) {
      if (get) foreign.push(get);
      left.push(part);
    }
    if (value instanceof Map) left.push(...value.keys(), ...value.values());
    if (value instanceof Set) left.push(...value);
  }
  return foreign;
}

describe('from host to guest', () => {
  const cross = (value: unknown): unknown => {
    const encoded = encodeForGuest(value, { root: 'result', limit: 1e6 });
    if (!encoded.ok) return `${encoded.path} ${encoded.problem}`;
    const decoded = decode(encoded.text, { hostile: false, limit: 0 });
    return decoded.ok ? decoded.value : 'malformed';
  };

  it.each([
    ['a response', new Response('x'), 'an instance of Response'],
    ['a stream', { body: new ReadableStream() }, 'an instance of ReadableStream'],
    ['an iterator', new Map().entries(), 'an object'],
  ])('%s, of which nothing can be copied, is refused', (_, value, what) => {
    expect(cross(value)).toContain(`is ${what} of which nothing can be copied`);
  });

  it('an empty object of another realm is an empty object', () => {
    expect(cross(runInNewContext('({})'))).toEqual({});
  });

  it('a __proto__ key is data and pollutes nothing', () => {
    const value = cross(JSON.parse('{"__proto__":{"admin":true},"ok":1}')) as Record<string, unknown>;
    expect([Object.getOwnPropertyNames(value), Object.getPrototypeOf(value) === Object.prototype, value.admin]).toEqual(
      [['__proto__', 'ok'], true, undefined],
    );
    const extended = cross({ d: new Date(0), p: JSON.parse('{"__proto__":{"admin":true}}') }) as { p: object };
    expect(Object.getOwnPropertyNames(extended.p)).toEqual(['__proto__']);
  });

  it('plain data goes the way of JSON', () => {
    const data = fc.jsonValue();
    fc.assert(
      fc.property(data, (value) => {
        const encoded = encodeForGuest(value, { root: 'result', limit: 1e6 });
        expect(encoded.ok && decode(encoded.text, { hostile: false, limit: 0 })).toStrictEqual({ ok: true, value });
      }),
    );
  });

  it.each([
    [
      'a class instance',
      new (class A {
        id = 7;
        hi() {}
      })(),
      { id: 7 },
    ],
    [
      'a getter',
      {
        get live() {
          return { x: 1 };
        },
      },
      { live: { x: 1 } },
    ],
    ['symbol keys', { [Symbol('s')]: 1, a: 1 }, { a: 1 }],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['a subclass of Array', class L extends Array {}.of(1, 2), [1, 2]],
    ['a Buffer', Buffer.from('hi'), new Uint8Array([104, 105])],
    ['a toJSON that hides a function', { toJSON: () => ({ f() {} }) }, 'result.f is a function'],
    ['nested toJSON', { t: { toJSON: () => 'x' } }, { t: 'x' }],
    ['a proxy of data', new Proxy({ a: 1 }, {}), { a: 1 }],
    ['a method', { f() {} }, 'result.f is a function'],
  ])('%s', (_, value, expected) => {
    expect(cross(value)).toStrictEqual(expected);
  });
});
