import type { StandardSchemaV1 } from '@standard-schema/spec';

/** In UTF-16 units. A guest may call any name, and each is compared with those that there are. */
export const MAX_TOOL_NAME_LENGTH = 256;

/** What a tool handler learns about the call, beside its arguments. */
export interface ToolContext {
  /** Aborts when the run ends, is aborted, or the tool's own timeout passes. */
  readonly signal: AbortSignal;
  /** Unique within the run; the id of the call's receipt. */
  readonly callId: string;
  /** The same for every call of one run. */
  readonly runId: string;
  readonly toolName: string;
}

/**
 * Answers any tool call. `args` is what the guest passed, decoded from JSON-like data: check it before use, or define the
 * tool under `tools` with an `input` schema. What it throws rejects the guest's `callTool` promise with the same message,
 * name and text `code`; no other part of the error crosses.
 */
export type ToolHandler = (toolName: string, args: unknown, context: ToolContext) => unknown;

/** A JSON Schema object (draft 4, 7, 2019-09 or 2020-12, told by its `$schema`; 2020-12 without one). */
export type JsonSchema = Readonly<Record<string, unknown>> & { readonly '~standard'?: undefined };

/** A tool that the guest may call by name. */
// biome-ignore lint/suspicious/noExplicitAny: without an output schema a handler may give anything back.
export interface ToolDefinition<Args = unknown, Result = any> {
  /** What the tool does; shown to the model by `describe()`. */
  description?: string | undefined;
  /**
   * Standard Schema (zod, valibot, arktype...) or JSON Schema of the arguments, checked before the handler runs. Its
   * patterns run on text of the guest's: keep to those that take no time on any text.
   */
  input?: StandardSchemaV1<unknown, Args> | JsonSchema | undefined;
  /** Schema of the result, checked after the handler ran. */
  output?: StandardSchemaV1<Result> | JsonSchema | undefined;
  /** Answers the call. Without an `input` that tells the type of `args`, they are `any`: annotate them. */
  handler(args: KnownOrAny<Args>, context: ToolContext): Result | Promise<Result>;
  /** Milliseconds that one call may take. Default: what is left of the run. */
  timeout?: number | undefined;
  /** Calls of this tool in one run. Default: the run's `maxToolCalls`. */
  maxCalls?: number | undefined;
  /** Calling it twice does no more than calling it once, so a script that called it may be run again. Default false. */
  idempotent?: boolean | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a JSON Schema says nothing to the type checker.
type KnownOrAny<Args> = unknown extends Args ? any : Args;

/** Tool definitions by name, each with its own types. */
// biome-ignore lint/suspicious/noExplicitAny: handlers are contravariant in their arguments, so no other type holds all.
export type ToolDefinitions = Record<string, ToolDefinition<any, any>>;

type ArgsOf<Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : // biome-ignore lint/suspicious/noExplicitAny: a JSON Schema says nothing to the type checker.
    any;
type ResultOf<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferInput<Schema> : unknown;

/**
 * Gives back its argument, with the handler's argument type inferred from `input` and its result type from `output`.
 * Without a schema, or with a JSON Schema, the arguments are `any`.
 */
export function defineTool<
  const Input extends StandardSchemaV1 | JsonSchema = JsonSchema,
  const Output extends StandardSchemaV1 | JsonSchema = JsonSchema,
>(
  definition: Omit<ToolDefinition, 'input' | 'output' | 'handler'> & {
    input?: Input;
    output?: Output;
    handler(args: ArgsOf<Input>, context: ToolContext): ResultOf<Output> | Promise<ResultOf<Output>>;
  },
): ToolDefinition<ArgsOf<Input>, ResultOf<Output>> {
  return definition as ToolDefinition<ArgsOf<Input>, ResultOf<Output>>;
}
