import { SECURITY_LEVELS } from '@enclave-vm/runtime-contract';
import type { CustomTransform } from 'enclave-transform';
import * as v from 'valibot';
import { MAX_TOOL_NAME_LENGTH } from '../tools/definition.ts';

const KB = 1024;
const MB = 1024 * KB;

/** Timers of Node overflow above this and fire at once. */
const MAX_TIMER = 2 ** 31 - 1;

const milliseconds = (meaning: string) =>
  described(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_TIMER)), meaning);
const count = (meaning: string) => described(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), meaning);
const bytes = (meaning: string, least: number) =>
  described(v.pipe(v.number(), v.safeInteger(), v.minValue(least)), meaning);
const flag = (meaning: string) => described(v.boolean(), meaning);
const callable = (meaning: string) => described(v.function(), meaning);
const names = (meaning: string) => described(v.array(v.pipe(v.string(), v.minLength(1))), meaning);

function described<const S extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(schema: S, meaning: string) {
  return v.optional(v.pipe(schema, v.description(meaning)));
}

/** A limit that is left out takes the default of the security level. */
export const LIMIT_OPTIONS = {
  timeout: milliseconds('Wall time of the whole run, in milliseconds, tool calls included.'),
  cpuTimeout: milliseconds('CPU time of the guest alone, in milliseconds. Default: the `timeout`.'),
  toolTimeout: milliseconds('Time that one tool call may take, in milliseconds. Default: the `timeout`.'),
  maxIterations: count('Loop iterations of the whole run.'),
  maxToolCalls: count('Tool calls of the whole run.'),
  maxConcurrentToolCalls: described(
    v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    'Tool calls in flight at a time; the rest wait for their turn.',
  ),
  maxConsoleCalls: count('Console calls of the whole run.'),
  maxConsoleOutputBytes: bytes('Console text of the whole run, in bytes.', 0),
  memoryLimit: bytes('Memory of the guest, in bytes (process isolation).', 16 * MB),
  maxResultBytes: bytes('Size of the returned value once encoded, in bytes.', 0),
  maxToolPayloadBytes: bytes('Size of the arguments or of the result of one tool call, in bytes.', 0),
};

/** Stances of the security level that an instance may take otherwise. */
export const STANCE_OPTIONS = {
  sanitizeStackTraces: flag('Leave the stack out of results; location and code frame stay.'),
  blockTimingAPIs: flag('Take Date and performance clocks away from the guest.'),
  allowUnboundedLoops: flag('Accept `while` and `do` loops.'),
  unicodeSecurityCheck: flag('Refuse identifiers that mix scripts or look alike.'),
};

const toolEntries = {
  description: described(v.string(), 'What the tool does; shown to the model.'),
  input: v.optional(v.custom<object>(isSchema, 'a Standard Schema or a JSON Schema object')),
  output: v.optional(v.custom<object>(isSchema, 'a Standard Schema or a JSON Schema object')),
  handler: v.pipe(v.function(), v.description('Answers the call on the host.')),
  timeout: milliseconds('Time that one call may take, in milliseconds.'),
  maxCalls: count('Calls of this tool in one run.'),
  idempotent: flag('Calling it twice does no more than calling it once.'),
};

export const toolSchema = v.strictObject(toolEntries);

const handlerOptions = {
  toolHandler: callable('Answers every tool call that no definition in `tools` answers.'),
  globals: described(v.record(v.string(), v.any()), 'Data and functions that the guest sees as global names.'),
  onEvent: callable('Told of each event of a run, in order.'),
};

/** Everything `new Enclave()` accepts: type, check and documentation of each option in one place. */
export const ENCLAVE_OPTIONS = {
  securityLevel: described(v.picklist(SECURITY_LEVELS), 'Language, limits and isolation that are the defaults.'),
  isolation: described(v.picklist(['process', 'vm']), 'Where the guest runs; the default is that of the level.'),
  ...LIMIT_OPTIONS,
  ...STANCE_OPTIONS,
  ...handlerOptions,
  tools: described(
    v.record(v.pipe(v.string(), v.maxLength(MAX_TOOL_NAME_LENGTH)), toolSchema),
    'Tools as definitions, by name.',
  ),
  allowTools: names('Patterns of tool names that may be called (`users:*`); all when left out.'),
  denyTools: names('Patterns of tool names that may not be called; they win over `allowTools`.'),
  toolProxy: flag('Let scripts call the tools in `tools` as members: `tools.users.list(...)`. Default false.'),
  freezeGlobals: flag('Freeze the data in `globals`, at any depth. Default true.'),
  validate: flag('Judge the script before it runs. Switching it off weakens the enclave. Default true.'),
  repair: flag('Accept fenced code, `export default` and a `main()` that nothing calls. Default true.'),
  returnLastExpression: flag('Take a bare last expression for the value. Default false.'),
  transforms: described(
    v.array(v.custom<CustomTransform>(isPlugin, 'a Babel plugin')),
    'Babel plugins that run before ours.',
  ),
  rules: described(v.record(v.string(), v.any()), 'Severity or options of validation rules, by rule id.'),
  extraRules: described(v.array(v.custom<object>(isObject, 'a rule')), 'Rules of your own.'),
  maxConcurrentRuns: described(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), 'Guests alive at a time.'),
  maxQueuedRuns: count('Runs that may wait for a free guest.'),
  queueTimeout: milliseconds('Time that a run may wait for a free guest, in milliseconds.'),
  prewarm: flag('Start processes at once instead of at the first run. Default false.'),
  unsafeSkipTransform: flag(
    'Run the text as written: no loop limits, no positions, no import refusal. For tests of the layers behind.',
  ),
};

export const RUN_OPTIONS = {
  ...handlerOptions,
  signal: v.optional(v.pipe(v.instance(AbortSignal), v.description('Ends the run when it aborts.'))),
};

export const enclaveOptionsSchema = v.strictObject(ENCLAVE_OPTIONS);
export const runOptionsSchema = v.strictObject(RUN_OPTIONS);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSchema(value: unknown): boolean {
  return isObject(value) || (typeof value === 'function' && '~standard' in value);
}

function isPlugin(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}
