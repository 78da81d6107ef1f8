import { nearestName } from '@enclave-vm/runtime-contract';
import type { ToolDefinition, ToolDefinitions } from './definition.ts';
import { ToolFault } from './fault.ts';
import { globMatcher } from './glob.ts';
import { type SchemaCheck, toInputCheck, toSchemaCheck, type Violation } from './schema-check.ts';
import { toolSignature } from './signature.ts';

export interface RegisteredTool {
  readonly name: string;
  readonly definition: ToolDefinition;
  readonly checkInput: SchemaCheck | undefined;
  readonly checkOutput: SchemaCheck | undefined;
  /** One line, as the model sees it. Made when first asked for. */
  readonly signature: string;
}

export interface ToolPolicy {
  /** Patterns where `*` stands for any text; every name is allowed when left out. */
  allow?: readonly string[] | undefined;
  deny?: readonly string[] | undefined;
  /** Whether scripts call tools as members of objects. */
  asMembers?: boolean | undefined;
}

/** The tools of one enclave: what is defined, and what may be called. */
export interface ToolRegistry {
  readonly tools: ReadonlyMap<string, RegisteredTool>;
  /** Patterns of the names that may be called, or undefined when any may. */
  readonly allowed: readonly string[] | undefined;
  /** Whether scripts call tools as members of objects. */
  readonly asMembers: boolean;
  /** Throws a {@link ToolFault} when the policy forbids the name. */
  assertAllowed(name: string): void;
  /** The fault that a call of an undefined tool ends with. */
  unknownTool(name: string): ToolFault;
}

export function createToolRegistry(definitions: ToolDefinitions = {}, policy: ToolPolicy = {}): ToolRegistry {
  const isAllowed = matcherOf(policy.allow, true);
  const isDenied = matcherOf(policy.deny, false);
  const callable = (name: string) => isAllowed(name) && !isDenied(name);
  const { asMembers = false } = policy;
  const entries = Object.entries(definitions).filter(([name]) => callable(name));
  const tools = new Map(entries.map(([name, definition]) => [name, register(name, definition, asMembers)]));
  return {
    tools,
    allowed: policy.allow,
    asMembers,
    assertAllowed(name) {
      if (!callable(name)) throw new ToolFault('TOOL_DENIED', `This script may not call the tool "${name}".`);
    },
    unknownTool(name) {
      const near = nearestName(name, tools.keys());
      const list = tools.size > 0 ? `Available tools: ${[...tools.keys()].join(', ')}.` : 'There are no tools.';
      return new ToolFault(
        'UNKNOWN_TOOL',
        `There is no tool "${name}".${near ? ` Did you mean "${near}"?` : ''} ${list}`,
      );
    },
  };
}

function register(name: string, definition: ToolDefinition, asMember: boolean): RegisteredTool {
  let signature: string | undefined;
  return {
    name,
    definition,
    checkInput: definition.input && toInputCheck(definition.input),
    checkOutput: definition.output && toSchemaCheck(definition.output),
    get signature() {
      signature ??= toolSignature(name, definition, asMember);
      return signature;
    },
  };
}

/** The fault for arguments or a result that do not fit their schema. */
export function schemaFault(
  tool: RegisteredTool,
  side: 'input' | 'output',
  violations: readonly Violation[],
): ToolFault {
  const list = violations.map(({ path, message }) => (path === '' ? message : `at "${path}": ${message}`)).join('; ');
  if (side === 'output') {
    return new ToolFault(
      'INVALID_TOOL_OUTPUT',
      `The tool "${tool.name}" answered with a result that does not fit its own schema: ${list}`,
    );
  }
  return new ToolFault(
    'INVALID_TOOL_INPUT',
    `The arguments of tool "${tool.name}" do not fit: ${list}. Signature: ${tool.signature}`,
  );
}

function matcherOf(patterns: readonly string[] | undefined, whenAbsent: boolean): (name: string) => boolean {
  if (!patterns) return () => whenAbsent;
  const matchers = patterns.map(globMatcher);
  return (name) => matchers.some((matches) => matches(name));
}
