import { describe, expect, it } from 'vitest';
import { resultOf, TIERS, useRunner } from './tiers.ts';

/** Every global name that a script sees, on each Node. A new name is a decision: see `kernel/permits.ts`. */
const LANGUAGE =
  'AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError ' +
  'Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object ' +
  'Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array ' +
  'Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet callTool console decodeURI decodeURIComponent encodeURI ' +
  'encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt undefined unescape';

const BY_MAJOR: Record<number, string> = {
  20: LANGUAGE,
  22: `${LANGUAGE} Iterator`,
  24: `${LANGUAGE} AsyncDisposableStack DisposableStack Float16Array Iterator SuppressedError`,
  26: `${LANGUAGE} AsyncDisposableStack DisposableStack Float16Array Iterator SuppressedError`,
};

const major = Number(process.versions.node.split('.')[0]);

describe.each(TIERS)('%s tier', (_, create) => {
  const run = useRunner(create);

  it.each(['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const)(
    '%s: the guest sees these global names',
    async (level) => {
      const names = resultOf(await run('return Reflect.ownKeys(globalThis)', { level })) as string[];
      expect(names.sort()).toEqual(BY_MAJOR[major]?.split(' ').sort());
    },
  );

  it('globals of the host join them, and nothing else does', async () => {
    const code = 'return Reflect.ownKeys(globalThis).filter((name) => name === "rate" || name.includes("enclave"))';
    expect(resultOf(await run(code, { globals: { rate: 3 }, program: { instrumented: true } }))).toEqual(['rate']);
  });

  it.each([
    'eval',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'FinalizationRegistry',
    'Temporal',
    'ShadowRealm',
    'process',
    'require',
    'global',
    'setTimeout',
    'performance',
  ])('%s is absent', async (name) => {
    expect(
      resultOf(await run(`return [typeof globalThis[${JSON.stringify(name)}], ${JSON.stringify(name)} in globalThis]`)),
    ).toEqual(['undefined', false]);
  });

  it('every object that a script can reach belongs to its realm', async () => {
    // Whatever does not end in the realm's own Object.prototype or null would be of another realm.
    const code = `
      const seen = new Set(), foreign = [], queue = [[globalThis, 'globalThis'], [callTool('x'), 'callTool()'],
        [(async () => {}).constructor, 'AsyncFunction'], [function* () {}, 'generator'], [async function* () {}, 'async generator'],
        [[][Symbol.iterator](), 'array iterator'], [new Map().entries(), 'map iterator'], ['x'.matchAll(/x/g), 'regexp iterator']];
      try { null.x } catch (e) { queue.push([e, 'native error']) }
      const dive = () => dive(); try { dive() } catch (e) { queue.push([e, 'overflow']) }
      while (queue.length) {
        const [value, path] = queue.pop();
        if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
        if (seen.has(value)) continue;
        seen.add(value);
        let end = value;
        for (let next = value; next !== null; next = Reflect.getPrototypeOf(next)) end = next;
        if (end !== Object.prototype && Reflect.getPrototypeOf(value) !== null) foreign.push(path);
        queue.push([Reflect.getPrototypeOf(value), path + '.__proto__']);
        for (const key of Reflect.ownKeys(value)) {
          const property = Reflect.getOwnPropertyDescriptor(value, key);
          for (const part of ['value', 'get', 'set']) queue.push([property[part], path + '.' + String(key) + '.' + part]);
        }
      }
      return { count: seen.size > 400, foreign };`;
    expect(resultOf(await run(code, { callTool: () => ({}) }))).toEqual({ count: true, foreign: [] });
  });
});
