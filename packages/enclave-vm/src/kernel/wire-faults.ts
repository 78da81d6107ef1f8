/** The number of each fault: its index in FAULT_CODES of `wire.ts`. */
export const EXECUTION_ERROR = 0;
export const TOOL_ERROR = 1;
export const TOOL_TIMEOUT = 2;
export const TOOL_PAYLOAD_TOO_LARGE = 3;
export const SERIALIZATION_ERROR = 4;
export const MAX_ITERATIONS = 5;
export const MAX_TOOL_CALLS = 6;
export const MAX_CONSOLE_CALLS = 7;
export const OUTPUT_LIMIT_EXCEEDED = 8;
export const RESULT_TOO_LARGE = 9;
export const MEMORY_LIMIT_EXCEEDED = 10;
export const STACK_LIMIT_EXCEEDED = 11;
