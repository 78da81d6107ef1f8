import { SECURITY_LEVELS } from '@enclave-vm/runtime-contract';
import type { Rule } from 'ast-guard';
import type { CustomTransform } from 'enclave-transform';
import * as v from 'valibot';
import { MAX_TOOL_NAME_LENGTH } from '../tools/definition.ts';

/** What each option must be. What it means is said where its type is: in `types.ts`, and beside what takes it. */

/** Timers of Node overflow above this and fire at once. */
const MAX_TIMER = 2 ** 31 - 1;

const LEAST_MEMORY = 16 * 1024 * 1024;

const count = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const countFromOne = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));
const milliseconds = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_TIMER)));
const bytes = count;
const flag = v.optional(v.boolean());
const callable = v.optional(v.function());
const patterns = v.optional(v.array(v.pipe(v.string(), v.minLength(1))));
const schema = v.optional(v.custom<object>(isSchema, 'a Standard Schema or a JSON Schema object'));

/** The schema of a record takes a list, too, and a `Map`, whose entries are not its properties. */
function byName<const S extends v.GenericSchema>(value: S, name: v.GenericSchema<string> = v.string()) {
  return v.optional(v.pipe(v.custom<Record<string, unknown>>(isRecord, 'an object'), v.record(name, value)));
}

const limits = {
  timeout: milliseconds,
  cpuTimeout: milliseconds,
  toolTimeout: milliseconds,
  maxIterations: count,
  maxToolCalls: count,
  maxConcurrentToolCalls: countFromOne,
  maxConsoleCalls: count,
  maxConsoleOutputBytes: bytes,
  memoryLimit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(LEAST_MEMORY))),
  maxResultBytes: bytes,
  maxToolPayloadBytes: bytes,
};

const tool = v.strictObject({
  description: v.optional(v.string()),
  input: schema,
  output: schema,
  handler: v.function(),
  timeout: milliseconds,
  maxCalls: count,
  idempotent: flag,
});

const toolName = v.pipe(v.string(), v.check(isToolName, `named in 1 to ${MAX_TOOL_NAME_LENGTH} characters`));

const ofEachRun = {
  toolHandler: callable,
  globals: byName(v.any()),
  onEvent: callable,
};

export const ENCLAVE_OPTIONS = {
  securityLevel: v.optional(v.picklist(SECURITY_LEVELS)),
  isolation: v.optional(v.picklist(['process', 'vm'])),
  ...limits,
  sanitizeStackTraces: flag,
  blockTimingAPIs: flag,
  allowUnboundedLoops: flag,
  unicodeSecurityCheck: flag,
  ...ofEachRun,
  tools: byName(tool, toolName),
  allowTools: patterns,
  denyTools: patterns,
  toolProxy: flag,
  freezeGlobals: flag,
  validate: flag,
  repair: flag,
  returnLastExpression: flag,
  transforms: v.optional(
    v.array(v.custom<CustomTransform>(isTransform, 'a Babel plugin: an object with a visitor, or a function')),
  ),
  rules: byName(v.any()),
  extraRules: v.optional(v.array(v.custom<Rule>(isRule, 'a rule, made with defineRule()'))),
  maxConcurrentRuns: countFromOne,
  maxQueuedRuns: count,
  queueTimeout: milliseconds,
  prewarm: flag,
  unsafeSkipTransform: flag,
};

export const RUN_OPTIONS = { ...ofEachRun, signal: v.optional(v.instance(AbortSignal)) };

export const enclaveOptionsSchema = v.strictObject(ENCLAVE_OPTIONS);
export const runOptionsSchema = v.strictObject(RUN_OPTIONS);
export const describeOptionsSchema = v.strictObject({ form: v.optional(v.picklist(['full', 'short'])) });
export const formatOptionsSchema = v.strictObject({ maxValueChars: count, maxConsoleChars: count });
export const disposeOptionsSchema = v.strictObject({ drain: flag });

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value);
}

function isSchema(value: unknown): boolean {
  return isRecord(value) || (typeof value === 'function' && '~standard' in value);
}

function isToolName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_TOOL_NAME_LENGTH;
}

function isRule(value: unknown): boolean {
  return isRecord(value) && typeof value.id === 'string' && typeof value.create === 'function';
}

/** What a function makes is seen when the first script is compiled. */
function isTransform(value: unknown): boolean {
  const plugin: unknown = Array.isArray(value) ? value[0] : value;
  return typeof plugin === 'function' || (isRecord(plugin) && isRecord(plugin.visitor));
}
