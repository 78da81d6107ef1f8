import { dereference, type Schema, schemaArrayKeyword, schemaKeyword, schemaMapKeyword } from '@cfworker/json-schema';
import { EnclaveOptionError, type OptionProblem } from '../options/option-error.ts';
import type { ToolDefinitions } from './definition.ts';
import { isStandardSchema } from './schema-check.ts';

/** Where in a schema something is wrong, and what. */
interface SchemaProblem {
  readonly path: string;
  readonly problem: string;
}

/**
 * Looks for what would otherwise fail at a script's tool call, where its author could do nothing about it.
 *
 * @throws EnclaveOptionError for a JSON Schema that is none
 */
export function assertSchemas(tools: ToolDefinitions, origin: string): void {
  const problems = Object.entries(tools).flatMap(([name, { input, output }]): OptionProblem[] =>
    Object.entries({ input, output }).flatMap(([side, schema]) => {
      const found = schema && !isStandardSchema(schema) ? problemIn(schema, `tools.${name}.${side}`) : undefined;
      return found ? [{ option: found.path, message: `${origin}: option "${found.path}" ${found.problem}.` }] : [];
    }),
  );
  if (problems.length > 0) throw new EnclaveOptionError(problems);
}

function problemIn(schema: object, path: string): SchemaProblem | undefined {
  const notData = notDataIn(schema, path, []);
  if (notData) return notData;
  let known: Record<string, unknown>;
  // The validator writes into what it is given.
  const copy = structuredClone(schema);
  try {
    known = dereference(copy);
  } catch (error) {
    return { path, problem: `is no JSON Schema: ${error instanceof Error ? error.message : String(error)}` };
  }
  for (const part of subschemas(copy, path)) {
    const problem = keywordProblem(part, known);
    if (problem) return problem;
  }
  return undefined;
}

function notDataIn(value: unknown, path: string, within: readonly unknown[]): SchemaProblem | undefined {
  const isObject = typeof value === 'object' && value !== null;
  if ((isObject || typeof value === 'function') && isStandardSchema(value)) {
    const problem = 'is a schema in the midst of plain data: write one schema for all of it, such as z.object({ ... })';
    return { path, problem };
  }
  if (/^(?:function|symbol|bigint)$/.test(typeof value))
    return { path, problem: `is a ${typeof value}, which is no JSON` };
  if (!isObject) return undefined;
  if (within.includes(value))
    return { path, problem: 'refers to itself: write { $ref: "#" } or a reference into $defs' };
  for (const [key, part] of Object.entries(value)) {
    const found = notDataIn(part, `${path}.${key}`, [...within, value]);
    if (found) return found;
  }
  return undefined;
}

interface Subschema {
  readonly path: string;
  readonly schema: Schema;
}

/** A schema and all within it. Other keywords hold data, whatever it looks like. */
function* subschemas(schema: unknown, path: string): Generator<Subschema> {
  if (typeof schema !== 'object' || schema === null) return;
  yield { path, schema };
  for (const [key, value] of Object.entries(schema)) {
    const isHolder = schemaMapKeyword[key] || (Array.isArray(value) ? schemaArrayKeyword[key] : false);
    if (isHolder) for (const [name, part] of Object.entries(value)) yield* subschemas(part, `${path}.${key}.${name}`);
    else if (schemaKeyword[key]) yield* subschemas(value, `${path}.${key}`);
  }
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

function keywordProblem({ path, schema }: Subschema, known: Record<string, unknown>): SchemaProblem | undefined {
  const { type, pattern, patternProperties = {}, $ref } = schema;
  const types: unknown[] = Array.isArray(type) ? type : [type ?? 'null'];
  if (!types.every((one) => TYPES.includes(String(one)))) {
    return { path: `${path}.type`, problem: `must be one of ${TYPES.join(', ')}, or a list of them` };
  }
  if (pattern !== undefined && !isPattern(pattern)) {
    return { path: `${path}.pattern`, problem: 'must be the text of a regular expression' };
  }
  const notOne = Object.keys(patternProperties).find((key) => !isPattern(key));
  if (notOne !== undefined) {
    return { path: `${path}.patternProperties.${notOne}`, problem: 'must be the text of a regular expression' };
  }
  if ($ref !== undefined && !(String(schema.__absolute_ref__ ?? $ref) in known)) {
    return { path: `${path}.$ref`, problem: `leads nowhere: nothing in the schema is ${JSON.stringify($ref)}` };
  }
  return undefined;
}

/** As the validator compiles it. */
function isPattern(text: unknown): boolean {
  try {
    return typeof text === 'string' && new RegExp(text, 'u') !== undefined;
  } catch {
    return false;
  }
}
