import { MAX_TOOL_NAME_LENGTH, type ToolContext, type ToolHandler } from './definition.ts';
import { ToolFault } from './fault.ts';
import { type RegisteredTool, schemaFault, type ToolRegistry } from './registry.ts';

export interface BoundCall {
  id: string;
  name: string;
  args: unknown;
  signal: AbortSignal;
}

/** Answers the tool calls of ONE run: it counts them, so it must not be shared between runs. */
export function bindTools(
  registry: ToolRegistry,
  toolHandler: ToolHandler | undefined,
  runId: string,
): (call: BoundCall) => Promise<unknown> {
  const counts = new Map<string, number>();

  return async ({ id, name, args, signal }) => {
    // Looking for similar names takes longer than linear, and the fault repeats the name.
    if (name.length > MAX_TOOL_NAME_LENGTH) {
      throw new ToolFault('UNKNOWN_TOOL', `There is no tool with a name of ${name.length} characters.`);
    }
    registry.assertAllowed(name);
    const context: ToolContext = { signal, callId: id, runId, toolName: name };
    const tool = registry.tools.get(name);
    if (!tool) {
      if (!toolHandler) throw registry.unknownTool(name);
      return toolHandler(name, args, context);
    }
    countCall(tool, counts);
    return callDefinedTool(tool, args, context);
  };
}

function countCall({ name, definition: { maxCalls = Infinity } }: RegisteredTool, counts: Map<string, number>): void {
  const count = (counts.get(name) ?? 0) + 1;
  if (count > maxCalls) {
    throw new ToolFault(
      'TOOL_CALL_LIMIT',
      `The tool "${name}" may be called ${maxCalls === 1 ? 'once' : `${maxCalls} times`} in one run.`,
    );
  }
  counts.set(name, count);
}

async function callDefinedTool(tool: RegisteredTool, given: unknown, context: ToolContext): Promise<unknown> {
  // `callTool('users:list')` means "no arguments", which for a schema of an object is the empty object.
  const args = given === undefined && tool.checkInput ? {} : given;
  const input = tool.checkInput ? await tool.checkInput(args) : { value: args };
  if ('violations' in input) throw schemaFault(tool, 'input', input.violations);
  const result = await callInTime(tool, input.value, context);
  const output = tool.checkOutput ? await tool.checkOutput(result) : { value: result };
  if ('violations' in output) throw schemaFault(tool, 'output', output.violations);
  return output.value;
}

async function callInTime({ name, definition }: RegisteredTool, args: unknown, context: ToolContext): Promise<unknown> {
  const { timeout } = definition;
  if (timeout === undefined) return definition.handler(args, context);
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const fault = new ToolFault('TOOL_TIMEOUT', `The tool "${name}" did not answer within ${timeout} ms.`);
      reject(fault);
      controller.abort(fault);
    }, timeout);
  });
  try {
    const signal = AbortSignal.any([context.signal, controller.signal]);
    return await Promise.race([definition.handler(args, { ...context, signal }), overdue]);
  } finally {
    clearTimeout(timer);
  }
}
