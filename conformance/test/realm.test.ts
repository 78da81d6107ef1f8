import { processRunner, LEVELS as RUNNER_LEVELS, resolveLimits, vmRunner } from 'enclave-vm';
import { expect, test } from 'vitest';
import { LEVELS } from '../src/corpus.ts';

const NAMES = 'return Object.getOwnPropertyNames(globalThis).sort()';

/** Every global name that a guest can see, on every supported Node. A new one of the engine's must be let in by hand. */
const ALWAYS = `
  AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array
  Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set
  String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray
  WeakMap WeakSet callTool console decodeURI decodeURIComponent encodeURI encodeURIComponent escape globalThis
  isFinite isNaN parseFloat parseInt undefined unescape
`
  .trim()
  .split(/\s+/);

test.for([{ tier: 'process' }, { tier: 'vm' }] as const)(
  'the guest sees these globals and no other: $tier tier',
  async ({ tier }) => {
    await using runner = tier === 'process' ? processRunner({ minProcesses: 1, maxProcesses: 1 }) : vmRunner();
    for (const level of LEVELS) {
      const outcome = await runner.run({ code: NAMES }, { limits: resolveLimits(level), level });
      expect(outcome.success && outcome.value, level).toEqual(
        ALWAYS.filter((name) => name in globalThis || name === 'callTool'),
      );
    }
  },
);

/** Ways to read the present, and what each gives where there is no clock. */
const CLOCKS = `
const ways = [() => Date.now(), () => new Date(), () => Date(), () => new Intl.DateTimeFormat().format(),
  () => new Intl.DateTimeFormat().formatToParts(), () => performance.now(), () => Temporal.Now.instant(),
  () => new Date(0).toTemporalInstant().until(Temporal.Now.instant())];
return ways.map((way) => { try { return String(way()); } catch { return 'none'; } }).filter((time) => time !== 'none');`;

test.for([{ tier: 'process' }, { tier: 'vm' }] as const)(
  'a level that blocks timing has no clock, and the others have one: $tier tier',
  async ({ tier }) => {
    await using runner = tier === 'process' ? processRunner({ minProcesses: 1, maxProcesses: 1 }) : vmRunner();
    for (const level of LEVELS) {
      const outcome = await runner.run({ code: CLOCKS }, { limits: resolveLimits(level), level });
      const clocks = outcome.success ? (outcome.value as string[]).length : -1;
      expect(clocks, level).toBe(RUNNER_LEVELS[level].blockTimingAPIs ? 0 : 5);
    }
  },
);

test.for([{ tier: 'process' }, { tier: 'vm' }] as const)(
  "the global object inherits from the guest's Object.prototype and from nothing else: $tier tier",
  async ({ tier }) => {
    await using runner = tier === 'process' ? processRunner({ minProcesses: 1, maxProcesses: 1 }) : vmRunner();
    const code = 'return [Object.getPrototypeOf(globalThis) === Object.prototype, globalThis.constructor === Object];';
    const outcome = await runner.run({ code }, { limits: resolveLimits('STANDARD') });
    expect(outcome.success && outcome.value).toEqual([true, true]);
  },
);
