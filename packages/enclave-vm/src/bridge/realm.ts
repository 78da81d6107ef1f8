import vm from 'node:vm';
import { PERMITTED_GLOBALS } from '../kernel/permits.ts';
import { type LinkBoot, LinkFault } from './link.ts';
import { wrapProgram } from './program.ts';
import { promiseSymbols } from './promise-symbols.ts';

/** A guest realm in this very thread. */
export interface Realm {
  /**
   * Hands `input` to the kernel, drains the realm's microtasks and gives what the kernel has to say. Blocks while the
   * guest runs.
   *
   * @param timeout ms after which V8's watchdog ends the guest; without it nothing does
   * @throws LinkFault `timeout` or `protocol`
   */
  exchange(input: string, timeout?: number): string;
  /** Objects of the realm by which its promises can be told from others. Only ever compared by identity. */
  readonly landmarks: readonly object[];
}

/** A realm that waits for its run. */
export interface PreparedRealm {
  /**
   * Gives the realm its run: the kernel's configuration, libraries, and the guest's body as a function that has not been
   * called. Once only.
   *
   * @throws LinkFault `refused` if `code` is no function body
   */
  start(run: RunText): Realm;
}

/** The part of a LinkBoot that differs from run to run. */
export type RunText = Pick<LinkBoot, 'config' | 'libraries' | 'code'>;

export interface RealmOptions {
  readonly kernel: string;
  /**
   * What V8 asks about an `import()` that got past every check. Of use only under `--experimental-vm-modules`: without
   * that flag Node answers with an error of the host realm even when a hook is given.
   */
  readonly importHook?: (() => never) | undefined;
  /** Nothing sets a flag of V8 any more in this process: every context has the same globals. Default: false. */
  readonly flagsFixed?: boolean | undefined;
}

/** What evaluating the kernel gives: see `kernel/main.ts`. It is guest-realm code, and only its strings are used. */
type Boot = (
  neutralLocale: boolean,
  unlistedGlobals: string,
  ...hidden: symbol[]
) => (config: string) => (input?: unknown) => unknown;

const CONTEXT_OPTIONS: vm.CreateContextOptions = {
  // The realm's own microtask queue: it is drained inside `runInContext`, and nowhere else.
  microtaskMode: 'afterEvaluate',
  codeGeneration: { strings: false, wasm: false },
};

/** Draining is all that it does. Any other script that runs in the context drains as well, and so runs the guest. */
const drain = new vm.Script('0');
const findLandmarks = new vm.Script('[Promise.prototype, Object.prototype]');
const scripts = new Map<string, vm.Script>();

/** Kernel and libraries are the same text for every realm: compiled once. */
function scriptOf(text: string): vm.Script {
  let script = scripts.get(text);
  if (script === undefined) {
    script = new vm.Script(text, { filename: 'enclave:kernel' });
    scripts.set(text, script);
  }
  return script;
}

/** Guest scripts that are kept: a runner is often given the same program again. */
const KEPT_SCRIPTS = 16;
/** By the code of the guest. */
const guestScripts = new Map<string, vm.Script>();

/**
 * Checks and compiles the guest's own text. A text that comes again must not be compiled again: V8 keeps every script that
 * has an import hook of its own as one more candidate for its text, and looks through all of them each time.
 *
 * @throws LinkFault `refused`
 */
function guestScriptOf(code: string, importHook: (() => never) | undefined): vm.Script {
  const known = guestScripts.get(code);
  if (known) return known;
  const script = new vm.Script(wrapProgram(code), {
    filename: 'enclave:script',
    ...(importHook && { importModuleDynamically: importHook as never }),
  });
  const [oldest] = guestScripts.keys();
  if (guestScripts.size >= KEPT_SCRIPTS && oldest !== undefined) guestScripts.delete(oldest);
  guestScripts.set(code, script);
  return script;
}

/** Makes a realm as far as it can be made before its run is known. Costs most of the time that a realm takes. */
export function prepareRealm({ kernel, importHook, flagsFixed }: RealmOptions): PreparedRealm {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, CONTEXT_OPTIONS);
  const unwanted = unlistedGlobals(context, flagsFixed === true);
  const boot = scriptOf(kernel).runInContext(context) as Boot;
  const landmarks = findLandmarks.runInContext(context) as object[];
  const configure = boot(isNeutralLocale(), unwanted, ...promiseSymbols());
  return {
    start({ config, libraries, code }) {
      const script = guestScriptOf(code, importHook);
      // Before the globals of the host: those stay what they are when a library has the same name.
      for (const library of libraries) scriptOf(library).runInContext(context);
      const exchange = configure(config);
      exchange(script.runInContext(context));
      return createExchange(context, exchange, [landmarks[0] as object, landmarks[1] as object]);
    },
  };
}

const countGlobals = new vm.Script('Reflect.ownKeys(globalThis).length');
const listGlobals = new vm.Script('Reflect.ownKeys(globalThis).map(String).join(" ")');
/** By the number of all globals. */
const unlisted = new Map<number, string>();
const ALWAYS = -1;

/**
 * The globals of a new context that the permit table does not list. Flags of V8 bring some, such as `gc`, and can be set
 * while the process runs; otherwise they are the same in every context.
 */
function unlistedGlobals(context: vm.Context, same: boolean): string {
  const count = same ? ALWAYS : Number(countGlobals.runInContext(context));
  const known = unlisted.get(count);
  if (known !== undefined) return known;
  const permitted = new Set<string>(PERMITTED_GLOBALS);
  const names = String(listGlobals.runInContext(context))
    .split(' ')
    .filter((name) => !permitted.has(name))
    .map((name) => `${name} `)
    .join('');
  unlisted.set(count, names);
  return names;
}

function createExchange(context: vm.Context, exchange: (input?: unknown) => unknown, landmarks: object[]): Realm {
  return {
    landmarks,
    exchange(input, timeout) {
      try {
        if (input !== '') exchange(input);
        drain.runInContext(context, timeout === undefined ? {} : { timeout: Math.max(1, Math.ceil(timeout)) });
        const output = exchange();
        if (typeof output === 'string') return output;
      } catch {
        // The error is the guest realm's: nobody looks at it. The caller's own clock tells what happened.
        throw new LinkFault(timeout === undefined ? 'protocol' : 'timeout');
      }
      throw new LinkFault('protocol');
    },
  };
}

let localeKey: string | undefined;
let neutral = false;

/** Is the host's own time zone UTC and its locale en-US? The answer can change with `TZ` only. */
function isNeutralLocale(): boolean {
  const key = globalThis.process?.env.TZ ?? ''; // a hardened child has no `process` any more
  if (localeKey !== key) {
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    neutral = locale === 'en-US' && timeZone === 'UTC';
    localeKey = key;
  }
  return neutral;
}
