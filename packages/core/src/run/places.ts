import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import { Validator } from 'ast-guard';
import { repairSource } from 'enclave-transform';
import type { RunError } from 'enclave-vm';
import type { CompiledScript } from '../compile/compile.ts';
import type { SourceLocation } from '../result.ts';

/** What the trail of an error does not lead to: the error of a tool call starts where the call is awaited. */
interface Places {
  /** Calls by name; the tool is undefined where the source does not spell it. */
  readonly toolCalls: readonly { readonly tool: string | undefined; readonly at: SourceLocation }[];
  /** What the program itself returns. */
  readonly returned: readonly SourceLocation[];
}

/**
 * A better place for an error than the trail gives, if the source leaves no doubt: the only call of the tool that failed,
 * or the only value that is returned.
 */
export function placeOf(
  error: RunError,
  trail: SourceLocation | undefined,
  source: string,
  script: CompiledScript,
): SourceLocation | undefined {
  const { toolName, code } = error;
  if (toolName !== undefined) {
    const { toolCalls } = placesIn(source, script);
    if (trail && toolCalls.some(({ at }) => at.line === trail.line && at.column === trail.column)) return undefined;
    const [first, second] = toolCalls.filter(({ tool }) => tool === undefined || tool === toolName);
    // A global function that the host gave has a name like a tool, and no call whose name is made is one of it.
    return second || first?.tool === undefined ? undefined : first.at;
  }
  if (trail || (code !== 'SERIALIZATION_ERROR' && code !== 'RESULT_TOO_LARGE')) return undefined;
  const [first, second] = placesIn(source, script).returned;
  return second ? undefined : first;
}

/** Looked for once a run has failed, and then kept: a guest may let the same script fail again and again. */
const known = new WeakMap<CompiledScript, Places>();

const parser = new Validator({ rules: {} });

function placesIn(source: string, script: CompiledScript): Places {
  let places = known.get(script);
  if (!places) {
    const text = script.repairs.length > 0 ? repairSource(source).source : source;
    places = search(parser.validate(text, { language: script.language }).ast);
    known.set(script, places);
  }
  return places;
}

interface Node {
  readonly type: string;
  readonly loc?: { readonly start: SourceLocation } | null;
}

interface Call extends Node {
  readonly callee: Node & { readonly name?: string };
  readonly arguments: readonly (Node & { readonly value?: unknown })[];
}

function search(tree: object | null): Places {
  const toolCalls: Places['toolCalls'][number][] = [];
  const returned: SourceLocation[] = [];
  const waiting: { part: unknown; ofProgram: boolean }[] = [{ part: tree, ofProgram: true }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { part, ofProgram } = next;
    if (typeof part !== 'object' || part === null) continue;
    if (isNode(part)) {
      if (isToolCall(part)) toolCalls.push({ tool: toolOf(part), at: startOf(part.callee) });
      if (part.type === 'ReturnStatement' && ofProgram) returned.push(startOf(part));
    }
    const within = ofProgram && !(isNode(part) && /Function|Method$/.test(part.type));
    for (const child of Object.values(part)) waiting.push({ part: child, ofProgram: within });
  }
  return { toolCalls, returned };
}

const isNode = (part: object): part is Node => 'type' in part && typeof part.type === 'string';

function isToolCall(node: Node): node is Call {
  return node.type === 'CallExpression' && (node as Call).callee.name === CALL_TOOL_NAME;
}

function toolOf({ arguments: [first] }: Call): string | undefined {
  return first?.type === 'StringLiteral' ? String(first.value) : undefined;
}

/** Babel counts columns from 0. */
function startOf({ loc }: Node): SourceLocation {
  return { line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
}
