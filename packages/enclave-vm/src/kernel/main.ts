import { createCallTool, createHostFunction, rejectCall, resolveCall } from './calls.ts';
import { closePrototypes } from './close-prototypes.ts';
import { decode } from './codec/decode.ts';
import { encode } from './codec/encode.ts';
import type { KernelConfig } from './config.ts';
import { createConsole } from './console.ts';
import { describeThrown } from './describe.ts';
import { isOver, postLast, postLimit, takeAll } from './outbox.ts';
import {
  apply,
  captureLocale,
  defineProperty,
  enumerableKeys,
  freeze,
  global,
  indexOf,
  isFrozen,
  jsonParse,
  now,
  PromiseConstructor,
  promiseThen,
  quote,
  slice,
  TypeErrorConstructor,
  toNumber,
} from './primordials.ts';
import { removeGlobals } from './remove-globals.ts';
import { createRuntime, iterations, refreshIterations } from './runtime.ts';
import { defineLazily, defineLocked } from './shapes.ts';
import {
  type DateReading,
  nativeParse,
  nativePrint,
  refuseClock,
  removeFormatClock,
  removeTemporal,
  replaceDate,
} from './tame-clock.ts';
import { tameErrors } from './tame-errors.ts';
import { tameFunctions } from './tame-functions.ts';
import { tameLocale } from './tame-locale.ts';
import { createProxyConstructor } from './tame-proxy.ts';
import { tameTimeZone, utcComponents, utcParse, utcPrint } from './tame-time-zone.ts';
import { FAULT, FROM_GUEST, TO_GUEST } from './wire.ts';

/** What the host holds of a realm: one function, of which it uses string results only. */
export type Exchange = (input?: string | GuestMain) => string;

/** Takes the JSON of a KernelConfig. Called once, after `boot` and before any guest code. */
export type Configure = (configText: string) => Exchange;

/** Gives the guest's body as an async function. Nothing of it runs until that is called. */
export type GuestMain = (runtime: unknown) => () => Promise<unknown>;

/**
 * Makes a new realm fit for a guest, before anything of the run is known: so it can be done ahead of time. Called once.
 *
 * @param neutralLocale the host's time zone is UTC and its locale en-US, so nothing has to be put over `Date` and `Intl`
 * @param unlistedGlobals names of the globals that the permit table does not list, each followed by a space
 * @param hidden symbols of the host's, which no script must see
 */
export default function boot(neutralLocale: boolean, unlistedGlobals: string, ...hidden: symbol[]): Configure {
  removeGlobals(unlistedGlobals);
  tameErrors();
  tameFunctions();
  defineLazily('Proxy', () => createProxyConstructor(hidden));
  removeTemporal();
  if (!neutralLocale) {
    const { methods, utc } = captureLocale();
    tameLocale(methods);
    tameTimeZone(utc);
  }
  return (configText) => configure(jsonParse(configText) as KernelConfig, neutralLocale);
}

function configure(config: KernelConfig, neutralLocale: boolean): Exchange {
  if (config.blockTimingAPIs) removeFormatClock();
  if (config.blockTimingAPIs || !neutralLocale) replaceDate(dateReading(config, neutralLocale));
  closePrototypes();
  // Budgets are counted in it: made twice, it would have them twice.
  defineLazily('console', () => createConsole(config));
  defineLocked(global, 'callTool', createCallTool(config));
  if (config.globals !== null) defineGlobals(config, config.globals);
  return createExchange(config);
}

function dateReading(config: KernelConfig, neutralLocale: boolean): DateReading {
  const clock = config.blockTimingAPIs ? refuseClock : now;
  if (neutralLocale) return { now: clock, parse: nativeParse, print: nativePrint };
  return { now: clock, parse: utcParse, print: utcPrint, components: utcComponents };
}

/** Constants of the realm: a script may shadow them, and cannot change what the name means. */
function defineGlobals(config: KernelConfig, encoded: string): void {
  const decoded = decode(encoded, {
    hostile: false,
    limit: encoded.length,
    makeFunction: (id) => createHostFunction(config, id, config.functionNames[id] as string),
  });
  if (!decoded.ok) throw new TypeErrorConstructor('The globals could not be read');
  const record = decoded.value as Record<string, unknown>;
  const names = enumerableKeys(record);
  if (config.freezeGlobals) freezeDeep(record);
  for (let i = 0; i < names.length; i++) defineLocked(global, names[i] as string, record[names[i] as string]);
}

/** Freezes plain data; the slots of a Map or a Date stay as open as the language leaves them. */
function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || isFrozen(value)) return;
  const keys = enumerableKeys(value);
  try {
    freeze(value);
  } catch {
    // Views of bytes cannot be frozen.
    return;
  }
  for (let i = 0; i < keys.length; i++) freezeDeep((value as Record<string, unknown>)[keys[i] as string]);
}

function createExchange(config: KernelConfig): Exchange {
  let inbox = '';
  const start = (main: GuestMain): void => {
    try {
      const body = apply(main, undefined, [config.instrumented ? createRuntime(config) : undefined]);
      const result = apply(body, undefined, []);
      shieldPromise(result);
      apply(promiseThen, result, [(value: unknown) => postValue(config, value), postThrown]);
    } catch (error) {
      postThrown(error);
    }
  };
  const deliver = (): void => {
    const text = inbox;
    inbox = '';
    readFrames(text, config);
  };
  return (input) => {
    if (input === undefined) return takeAll(iterations());
    if (typeof input === 'string') {
      inbox += input;
      enqueue(deliver);
    } else {
      enqueue(() => start(input));
    }
    return '';
  };
}

const settled = new PromiseConstructor<void>((resolve) => {
  resolve();
});
shieldPromise(settled);

/** Lets `then` find the intrinsic Promise, not whatever the guest has put at `constructor` of the prototype. */
function shieldPromise(promise: object): void {
  defineProperty(promise, 'constructor', { __proto__: null, value: undefined } as PropertyDescriptor);
}

/** Runs a kernel function when the host drains the microtasks of the realm. Runs no guest code itself. */
function enqueue(job: () => void): void {
  apply(promiseThen, settled, [job]);
}

function postValue(config: KernelConfig, value: unknown): void {
  if (isOver()) return;
  refreshIterations();
  const encoded = encode(value, { root: 'value', limit: config.maxResultBytes, toHost: true });
  if (encoded.ok) {
    postLast(FROM_GUEST.value, 0, encoded.text);
    return;
  }
  if (encoded.tooLarge) {
    const problem = encoded.dear ? encoded.problem : `is larger than ${config.maxResultBytes} bytes`;
    postLimit(FAULT.RESULT_TOO_LARGE, `The returned value ${problem}`);
    return;
  }
  const message = quote(`${encoded.path} ${encoded.problem}`);
  const record = `[["SerializationError",${message},[],null,[]],null,${quote(encoded.path)},null]`;
  postLast(FROM_GUEST.thrown, FAULT.SERIALIZATION_ERROR, record);
}

const UNREADABLE = '[["Error","The thrown value could not be read",[],null,[]],null,null,null]';

function postThrown(thrown: unknown): void {
  if (isOver()) return;
  refreshIterations();
  try {
    const { code, record } = describeThrown(thrown);
    postLast(FROM_GUEST.thrown, code, record);
  } catch {
    postLast(FROM_GUEST.thrown, FAULT.EXECUTION_ERROR, UNREADABLE);
  }
}

/** Deals with what the host says. The host is trusted to keep to the format. */
function readFrames(text: string, config: KernelConfig): void {
  let at = 0;
  while (at < text.length) {
    const kind = text[at];
    const first = indexOf(text, ' ', at + 2);
    const second = indexOf(text, ' ', first + 1);
    const end = indexOf(text, '\n', second + 1);
    const id = toNumber(slice(text, at + 2, first));
    const code = toNumber(slice(text, first + 1, second));
    const length = toNumber(slice(text, second + 1, end));
    const payload = slice(text, end + 1, end + 1 + length);
    at = end + 1 + length;
    if (kind === TO_GUEST.resolve) resolveCall(id, payload, config);
    else rejectCall(id, code, payload);
  }
}
