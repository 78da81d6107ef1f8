export type { SecurityLevel } from '@enclave-vm/runtime-contract';

export type { Issue } from 'ast-guard';
export type { Repair } from 'enclave-transform';
export { type ConsoleEntry, ERROR_CODES, type ErrorCode, type Limits } from 'enclave-vm';
export { EnclaveDisposedError } from './disposed-error.ts';
export { type DisposeOptions, Enclave } from './enclave.ts';
export type { RunEvent, RunEventListener, RunStream } from './events.ts';
export type { Globals } from './globals.ts';
export type { DescribeOptions, Prompt } from './model/describe.ts';
export { type FormatOptions, formatForModel } from './model/format-for-model.ts';
export { EnclaveOptionError } from './options/option-error.ts';
export type { EnclaveOptions, RunOptions } from './options/types.ts';
export type {
  ErrorCause,
  ExecutionError,
  ExecutionFailure,
  ExecutionResult,
  ExecutionStats,
  ExecutionSuccess,
  ScriptCheck,
  SourceLocation,
  ToolCallReceipt,
} from './result.ts';
export { runAgentScript } from './run-agent-script.ts';
export {
  defineTool,
  type JsonSchema,
  type ToolContext,
  type ToolDefinition,
  type ToolDefinitions,
  type ToolHandler,
} from './tools/definition.ts';
