import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import { Validator } from 'ast-guard';
import { repairSource, toolMembers } from 'enclave-transform';
import type { RunError } from 'enclave-vm';
import type { CompiledScript } from '../compile/compile.ts';
import type { SourceLocation } from '../result.ts';

/** What the trail of an error does not lead to: the error of a tool call starts where the call is awaited. */
interface Places {
  /** Calls of `callTool`, and of members of objects that may stand for tools. */
  readonly toolCalls: readonly ToolCall[];
  /** What the program itself returns. */
  readonly returned: readonly SourceLocation[];
}

interface ToolCall {
  /** What the tool is called, member by member; undefined where the source does not spell it. */
  readonly path: string | undefined;
  readonly at: SourceLocation;
}

/**
 * A better place for an error than the trail gives, if the source leaves no doubt: the only call of the tool that failed,
 * or the only value that is returned.
 *
 * @param asMembers whether the script may call tools as members of objects
 */
export function placeOf(
  error: RunError,
  trail: SourceLocation | undefined,
  source: string,
  script: CompiledScript,
  asMembers: boolean,
): SourceLocation | undefined {
  const { toolName, code } = error;
  if (toolName !== undefined) {
    const path = pathOf(toolName);
    const { toolCalls } = placesIn(source, script, asMembers);
    const calls = toolCalls.filter((call) => call.path === undefined || call.path === path);
    if (trail && calls.some(({ at }) => at.line === trail.line && at.column === trail.column)) return undefined;
    const [first, second] = calls;
    // A global function that the host gave has a name like a tool, and no call whose name is made is one of it.
    return second || first?.path === undefined ? undefined : first.at;
  }
  if (trail || (code !== 'SERIALIZATION_ERROR' && code !== 'RESULT_TOO_LARGE')) return undefined;
  const [first, second] = placesIn(source, script, asMembers).returned;
  return second ? undefined : first;
}

/** Looked for once a run has failed, and then kept: a guest may let the same script fail again and again. */
const known = new WeakMap<CompiledScript, Places>();

const parser = new Validator({ rules: {} });

function placesIn(source: string, script: CompiledScript, asMembers: boolean): Places {
  let places = known.get(script);
  if (!places) {
    const text = script.repairs.length > 0 ? repairSource(source).source : source;
    places = search(parser.validate(text, { language: script.language }).ast, asMembers);
    known.set(script, places);
  }
  return places;
}

interface Node {
  readonly type: string;
  readonly loc?: { readonly start: SourceLocation } | null;
}

interface Name extends Node {
  readonly name: string;
}

interface Text extends Node {
  readonly value: string;
}

interface Member extends Node {
  readonly object: Node;
  readonly property: Node;
  readonly computed: boolean;
}

interface Call extends Node {
  readonly callee: Node;
  readonly arguments: readonly Node[];
}

function search(tree: object | null, asMembers: boolean): Places {
  const toolCalls: ToolCall[] = [];
  const returned: SourceLocation[] = [];
  const waiting: { part: unknown; ofProgram: boolean }[] = [{ part: tree, ofProgram: true }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { part, ofProgram } = next;
    if (typeof part !== 'object' || part === null) continue;
    if (isNode(part)) {
      const call = isOf<Call>(part, 'CallExpression') ? toolCallOf(part, asMembers) : undefined;
      if (call) toolCalls.push(call);
      if (part.type === 'ReturnStatement' && ofProgram) returned.push(startOf(part));
    }
    const within = ofProgram && !(isNode(part) && /Function|Method$/.test(part.type));
    for (const child of Object.values(part)) waiting.push({ part: child, ofProgram: within });
  }
  return { toolCalls, returned };
}

const isNode = (part: object): part is Node => 'type' in part && typeof part.type === 'string';

const isOf = <Kind extends Node>(node: Node | undefined, type: string): node is Kind => node?.type === type;

/** `callTool('users:list')`, and as members `tools.users.list()` and `users.list()`. */
function toolCallOf({ callee, arguments: [first] }: Call, asMembers: boolean): ToolCall | undefined {
  if (isOf<Name>(callee, 'Identifier') && callee.name === CALL_TOOL_NAME) {
    return { path: isOf<Text>(first, 'StringLiteral') ? pathOf(first.value) : undefined, at: startOf(callee) };
  }
  if (!asMembers || !isOf<Member>(callee, 'MemberExpression')) return undefined;
  const keys = keysOf(callee);
  return keys && { path: (keys[0] === 'tools' ? keys.slice(1) : keys).join('.'), at: startOf(callee.property) };
}

const pathOf = (tool: string): string => toolMembers(tool).join('.');

/** `a.b['c']` as a list, if every part of it is written out. */
function keysOf(node: Node): readonly string[] | undefined {
  if (isOf<Name>(node, 'Identifier')) return [node.name];
  if (!isOf<Member>(node, 'MemberExpression')) return undefined;
  const { object, property, computed } = node;
  const owner = keysOf(object);
  if (computed) return isOf<Text>(property, 'StringLiteral') ? owner?.concat(property.value) : undefined;
  return isOf<Name>(property, 'Identifier') ? owner?.concat(property.name) : undefined;
}

/** Babel counts columns from 0. */
function startOf({ loc }: Node): SourceLocation {
  return { line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
}
