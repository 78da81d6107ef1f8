import { Validator as JsonSchemaValidator, type OutputUnit, type SchemaDraft } from '@cfworker/json-schema';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { JsonSchema } from './definition.ts';
import { holdsMoreThan } from './value-count.ts';

export interface Violation {
  /** As an author would write it: `limit`, `items[2].id`, or `` for the value itself. */
  path: string;
  message: string;
}

export type SchemaCheck = (value: unknown) => Promise<{ value: unknown } | { violations: Violation[] }>;

const MAX_VIOLATIONS = 5;

/** Values that may be checked at all, and those of which a validator compares each with every other. */
const MAX_VALUES = 100_000;
const MAX_COMPARED_VALUES = 2000;
/** Above it the first violation is enough. */
const MAX_VALUES_FOR_ALL_VIOLATIONS = 1000;
/** Errors that are looked through for what caused the others. */
const MAX_ERRORS = 300;

/** Checks arguments: they are a guest's, so they may be made to keep a validator busy. */
export function toInputCheck(schema: StandardSchemaV1 | JsonSchema): SchemaCheck {
  const check = toSchemaCheck(schema);
  const isJsonSchema = !isStandardSchema(schema);
  const comparesAll = isJsonSchema && JSON.stringify(schema).includes('"uniqueItems":true');
  const max = comparesAll ? MAX_COMPARED_VALUES : MAX_VALUES;
  const tooLarge = {
    path: '',
    message: `More than ${max} values, or a value that refers to itself, cannot be checked`,
  };
  return async (value) => (holdsMoreThan(value, max, isJsonSchema) ? { violations: [tooLarge] } : check(value));
}

/** One way to check a value, whichever kind of schema stands behind it. */
export function toSchemaCheck(schema: StandardSchemaV1 | JsonSchema): SchemaCheck {
  return isStandardSchema(schema) ? checkStandardSchema(schema) : checkJsonSchema(schema);
}

export function isStandardSchema(schema: object): schema is StandardSchemaV1 {
  return '~standard' in schema;
}

function checkStandardSchema(schema: StandardSchemaV1): SchemaCheck {
  return async (value) => {
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return { value: result.value };
    const violations = result.issues.slice(0, MAX_VIOLATIONS).map((issue) => ({
      path: joinPath((issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))),
      message: issue.message,
    }));
    return { violations };
  };
}

function checkJsonSchema(schema: JsonSchema): SchemaCheck {
  const draft = draftOf(schema);
  // The validator writes into what it is given, which is the host's and may be frozen.
  const own = structuredClone(schema);
  const first = new JsonSchemaValidator(own, draft, true);
  const all = new JsonSchemaValidator(own, draft, false);
  return async (value) => {
    const { valid, errors } = first.validate(value);
    if (valid) return { value };
    const found = holdsMoreThan(value, MAX_VALUES_FOR_ALL_VIOLATIONS, true) ? errors : all.validate(value).errors;
    return { violations: innermost(found.slice(0, MAX_ERRORS)).slice(0, MAX_VIOLATIONS).map(toViolation) };
  };
}

function draftOf({ $schema }: JsonSchema): SchemaDraft {
  const id = typeof $schema === 'string' ? $schema : '';
  if (id.includes('draft-04')) return '4';
  if (id.includes('draft-07') || id.includes('draft-06')) return '7';
  return id.includes('2019-09') ? '2019-09' : '2020-12';
}

/**
 * The validator reports every enclosing schema too ("does not match schema"); only the cause says what to change. Where
 * the cause is the schema `false`, it is the property that is too many, and the enclosing schema names it.
 */
function innermost(all: OutputUnit[]): OutputUnit[] {
  const errors = all.filter(({ keyword }) => keyword !== 'false');
  const causes = errors.filter(
    (error) =>
      !errors.some((other) => other !== error && other.keywordLocation.startsWith(`${error.keywordLocation}/`)),
  );
  return causes.length > 0 ? causes : all;
}

function toViolation(error: OutputUnit): Violation {
  const pointer = error.instanceLocation.replace(/^#\/?/, '');
  const parts =
    pointer === '' ? [] : pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return { path: joinPath(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))), message: error.error };
}

function joinPath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    const name = String(part);
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, '');
}
