import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import type { JsonSchema, ToolDefinition } from './definition.ts';
import { isStandardSchema } from './schema-check.ts';
import { commentText, group, literal, pascalCase, propertyName, union } from './type-text.ts';

type Schema = Record<string, unknown> | boolean;

const MAX_DEPTH = 8;
const MAX_PROPERTIES = 60;
const MAX_ENUM_MEMBERS = 30;
const UNKNOWN = 'unknown';

export interface TypeText {
  text: string;
  /** Whether the empty object fits. */
  optional: boolean;
  /** Named types that the text refers to: only recursive ones need a name. */
  declarations: Map<string, string>;
}

/**
 * The TypeScript type that a schema stands for, as text for a model to read. Depth, number of properties and enum
 * members are bounded, so that a huge schema cannot fill the prompt; what is cut reads `unknown` or `…`.
 *
 * @param prefix put before the names of recursive types, so that those of two tools never clash.
 */
export function schemaToType(schema: ToolDefinition['input'], direction: 'input' | 'output', prefix: string): TypeText {
  const root = toJsonSchema(schema, direction);
  const declarations = new Map<string, string>();
  if (root === undefined) return { text: UNKNOWN, optional: false, declarations };
  return { text: new Writer(root, prefix, declarations).type(root, 0), optional: acceptsEmpty(root), declarations };
}

function acceptsEmpty(root: Schema): boolean {
  if (typeof root !== 'object') return root;
  return root.type === 'object' && !(Array.isArray(root.required) && root.required.length > 0);
}

/** Undefined when the schema's library offers no JSON Schema of it. */
function toJsonSchema(schema: ToolDefinition['input'], direction: 'input' | 'output'): Schema | undefined {
  if (!schema) return undefined;
  if (!isStandardSchema(schema)) return schema as JsonSchema as Record<string, unknown>;
  const { jsonSchema } = schema['~standard'] as Partial<StandardJSONSchemaV1.Props>;
  try {
    return jsonSchema?.[direction]({ target: 'draft-2020-12' });
  } catch {
    // A schema with a part that JSON Schema cannot express still validates; it is only not described.
    return undefined;
  }
}

class Writer {
  readonly #root: Schema;
  readonly #prefix: string;
  readonly #declarations: Map<string, string>;
  readonly #open = new Map<string, { name: string; recursive: boolean }>();

  constructor(root: Schema, prefix: string, declarations: Map<string, string>) {
    this.#root = root;
    this.#prefix = prefix;
    this.#declarations = declarations;
  }

  type(schema: unknown, depth: number): string {
    if (typeof schema !== 'object' || schema === null || depth > MAX_DEPTH) return schema === false ? 'never' : UNKNOWN;
    const node = schema as Record<string, unknown>;
    if (typeof node.$ref === 'string') return this.#reference(node.$ref, depth);
    if ('const' in node) return literal(node.const);
    if (Array.isArray(node.enum)) return this.#enumeration(node.enum);
    const alternatives = node.anyOf ?? node.oneOf;
    if (Array.isArray(alternatives)) return union(alternatives.map((part) => this.type(part, depth + 1)));
    if (Array.isArray(node.allOf)) return node.allOf.map((part) => group(this.type(part, depth + 1))).join(' & ');
    const types = Array.isArray(node.type) ? node.type : [node.type ?? (node.properties ? 'object' : undefined)];
    const text = union(types.map((type) => this.#ofType(type, node, depth)));
    return node.nullable === true ? union([text, 'null']) : text;
  }

  #ofType(type: unknown, node: Record<string, unknown>, depth: number): string {
    switch (type) {
      case 'integer':
        return 'number';
      case 'string':
      case 'number':
      case 'boolean':
      case 'null':
        return type;
      case 'array':
        return this.#array(node, depth);
      case 'object':
        return this.#object(node, depth);
      default:
        return UNKNOWN;
    }
  }

  #array(node: Record<string, unknown>, depth: number): string {
    if (Array.isArray(node.prefixItems)) {
      return `[${node.prefixItems.map((part) => this.type(part, depth + 1)).join(', ')}]`;
    }
    return `${group(this.type(node.items, depth + 1))}[]`;
  }

  #object(node: Record<string, unknown>, depth: number): string {
    const properties = Object.entries((node.properties ?? {}) as Record<string, unknown>);
    const required = new Set(Array.isArray(node.required) ? node.required : []);
    const parts = properties.slice(0, MAX_PROPERTIES).map(([key, value]) => {
      const comment = commentOf(value);
      return `${propertyName(key)}${required.has(key) ? '' : '?'}: ${this.type(value, depth + 1)}${comment}`;
    });
    if (properties.length > MAX_PROPERTIES) parts.push('[key: string]: unknown /* … */');
    else if (typeof node.additionalProperties === 'object' && node.additionalProperties !== null) {
      const rest = this.type(node.additionalProperties, depth + 1);
      if (parts.length === 0) return `Record<string, ${rest}>`;
      if (rest !== UNKNOWN) parts.push(`[key: string]: ${rest}`);
    }
    if (parts.length === 0) return node.additionalProperties === false ? '{}' : 'Record<string, unknown>';
    return `{ ${parts.join('; ')} }`;
  }

  #enumeration(members: unknown[]): string {
    const shown = members.slice(0, MAX_ENUM_MEMBERS).map(literal);
    return union(members.length > shown.length ? [...shown, 'string /* … */'] : shown);
  }

  #reference(pointer: string, depth: number): string {
    const opened = this.#open.get(pointer);
    if (opened) {
      opened.recursive = true;
      return opened.name;
    }
    const target = resolve(this.#root, pointer);
    if (target === undefined) return UNKNOWN;
    const entry = { name: this.#prefix + pascalCase(pointer.split('/').at(-1) || 'Node'), recursive: false };
    if (this.#declarations.has(entry.name)) return entry.name;
    this.#open.set(pointer, entry);
    const text = this.type(target, depth + 1);
    this.#open.delete(pointer);
    if (!entry.recursive) return text;
    this.#declarations.set(entry.name, text);
    return entry.name;
  }
}

function resolve(root: Schema, pointer: string): unknown {
  if (!pointer.startsWith('#')) return undefined;
  let current: unknown = root;
  for (const part of pointer.slice(1).split('/').filter(Boolean)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

function commentOf(schema: unknown): string {
  const description = (schema as { description?: unknown } | null)?.description;
  if (typeof description !== 'string' || description === '') return '';
  return ` /* ${commentText(description.slice(0, 120))} */`;
}
