import { nearestName } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import { EnclaveOptionError, type OptionProblem } from './option-error.ts';
import { isRecord } from './schema.ts';

type ObjectSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/**
 * Throws {@link EnclaveOptionError} unless `given` fits the schema; `undefined` stands for an option left out. `origin`
 * names the call in the message, as in `new Enclave()`.
 */
export function checkOptions(schema: ObjectSchema, given: unknown, origin: string): void {
  if (!isRecord(given)) {
    throw new EnclaveOptionError([
      { option: '', message: `${origin} expects an object of options, not ${show(given)}.` },
    ]);
  }
  const { issues } = v.safeParse(schema, given, { abortPipeEarly: true });
  if (!issues) return;
  throw new EnclaveOptionError(issues.map((issue) => toProblem(issue, schema, origin)));
}

function toProblem(issue: v.BaseIssue<unknown>, schema: ObjectSchema, origin: string): OptionProblem {
  const option = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { option, message: unknownOption(option, knownKeys(schema, option), origin) };
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return { option, message: `${origin}: option "${option}" is required.` };
  }
  const { what, hint } = expectation(issue);
  return { option, message: `${origin}: option "${option}" must be ${what}, not ${show(issue.input)}.${hint ?? ''}` };
}

function unknownOption(option: string, known: string[], origin: string): string {
  const parent = option.slice(0, option.lastIndexOf('.') + 1);
  const near = nearestName(option.slice(parent.length), known);
  const rest = near ? `Did you mean "${parent}${near}"?` : `Known options: ${known.join(', ')}.`;
  return `${origin} has no option "${option}". ${rest}`;
}

/** The keys of the object that holds the last segment of `option`; records pass through to their value schema. */
function knownKeys(schema: ObjectSchema, option: string): string[] {
  let current = schema as unknown as Nested;
  for (const segment of option.split('.').slice(0, -1)) {
    const next: Nested | undefined = current.entries?.[segment] ?? current.value;
    if (!next) break;
    current = unwrap(next);
  }
  return Object.keys(current.entries ?? {});
}

interface Nested {
  entries?: Record<string, Nested>;
  value?: Nested;
  wrapped?: Nested;
  pipe?: readonly Nested[];
}

const unwrap = (schema: Nested): Nested => {
  const inner = schema.wrapped ?? schema;
  return inner.pipe?.find(({ entries, value }) => entries ?? value) ?? inner;
};

function expectation(issue: v.BaseIssue<unknown>): { what: string; hint?: string } {
  const requirement = issue.requirement as number | undefined;
  switch (issue.type) {
    case 'number':
      return { what: 'a number' };
    case 'safe_integer':
      return { what: 'an integer' };
    case 'min_value':
      return { what: `at least ${requirement}`, ...byteHint(issue.input, requirement) };
    case 'max_value':
      return { what: `at most ${requirement}` };
    case 'min_length':
      return { what: 'a text that is not empty' };
    case 'picklist':
      return oneOf(String(issue.expected), issue.input);
    case 'boolean':
      return { what: 'true or false' };
    case 'string':
      return { what: 'a text' };
    case 'array':
      return { what: 'an array' };
    case 'function':
      return { what: 'a function' };
    case 'instance':
      return { what: `an ${issue.expected}` };
    case 'custom':
    case 'check':
      return { what: issue.message };
    default:
      return { what: 'an object' };
  }
}

/** `expected` is how the schema lists what it picks from: `("process" | "vm")`. */
function oneOf(expected: string, given: unknown): { what: string; hint?: string } {
  const choices = [...expected.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice as string);
  const near = typeof given === 'string' ? nearestName(given, choices) : undefined;
  const what = `one of ${choices.map((choice) => `'${choice}'`).join(', ')}`;
  return near === undefined ? { what } : { what, hint: ` Did you mean '${near}'?` };
}

/** `memoryLimit: 128` was meant in megabytes. */
function byteHint(input: unknown, requirement: number | undefined): { hint?: string } {
  const isMegabytes = typeof input === 'number' && requirement !== undefined && input * 2 ** 20 >= requirement;
  return isMegabytes && requirement >= 2 ** 20
    ? { hint: ` It counts bytes: write ${input} * 1024 * 1024 for ${input} MB.` }
    : {};
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Map || value instanceof Set) return `a ${value.constructor.name}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
