import type { ToolDefinition } from './definition.ts';
import { schemaToType, type TypeText } from './schema-to-type.ts';
import { literal, pascalCase } from './type-text.ts';

export interface ToolTypes {
  /** A TypeScript overload: `callTool(name: 'users:list', args?: { limit?: number }): Promise<{ id: string }[]>`. */
  signature: string;
  /** Named types that the signature refers to, by name. */
  declarations: Map<string, string>;
}

/** The types of a tool as text for a model to read. */
export function toolTypes(name: string, definition: ToolDefinition): ToolTypes {
  const input = schemaToType(definition.input, 'input', pascalCase(name));
  const output = schemaToType(definition.output, 'output', pascalCase(name));
  const args = definition.input ? parameter(input) : 'args?: unknown';
  return {
    signature: `callTool(name: ${literal(name)}, ${args}): Promise<${output.text}>`,
    declarations: new Map([...input.declarations, ...output.declarations]),
  };
}

/** An object whose properties may all be left out may be left out itself. */
function parameter({ text, optional }: TypeText): string {
  return `args${optional ? '?' : ''}: ${text}`;
}

/** Signature and named types on one line, for an error message. */
export function toolSignature(name: string, definition: ToolDefinition): string {
  const { signature, declarations } = toolTypes(name, definition);
  return [signature, ...[...declarations].map(([type, text]) => `type ${type} = ${text}`)].join('; ');
}
