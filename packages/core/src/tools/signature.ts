import { toolMembers } from 'enclave-transform';
import type { ToolDefinition } from './definition.ts';
import { schemaToType, type TypeText } from './schema-to-type.ts';
import { literal, pascalCase, propertyName } from './type-text.ts';

export interface ToolTypes {
  /** A TypeScript overload: `callTool(name: 'users:list', args?: { limit?: number }): Promise<{ id: string }[]>`. */
  signature: string;
  /** The same as a function: `(args?: { limit?: number }): Promise<{ id: string }[]>`. */
  call: string;
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
    call: `(${args}): Promise<${output.text}>`,
    declarations: new Map([...input.declarations, ...output.declarations]),
  };
}

/** An object whose properties may all be left out may be left out itself. */
function parameter({ text, optional }: TypeText): string {
  return `args${optional ? '?' : ''}: ${text}`;
}

/** How a script calls the tool as a member: `tools.users.list`. */
export function toolMember(name: string): string {
  return `tools${toolMembers(name)
    .map((key) => (propertyName(key) === key ? `.${key}` : `[${propertyName(key)}]`))
    .join('')}`;
}

/** Signature and named types on one line, for an error message. */
export function toolSignature(name: string, definition: ToolDefinition, asMember: boolean): string {
  const { signature, call, declarations } = toolTypes(name, definition);
  return [
    asMember ? toolMember(name) + call : signature,
    ...[...declarations].map(([type, text]) => `type ${type} = ${text}`),
  ].join('; ');
}
