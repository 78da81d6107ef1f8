/** Codes that say which budget ended a run. */
export const TIMEOUT_CODES: readonly string[] = ['TIMEOUT', 'CPU_TIMEOUT'];
export const LIMIT_CODES: readonly string[] = [
  ...TIMEOUT_CODES,
  'MAX_ITERATIONS',
  'MAX_TOOL_CALLS',
  'MAX_CONSOLE_CALLS',
  'MEMORY_LIMIT_EXCEEDED',
  'OUTPUT_LIMIT_EXCEEDED',
  'TOOL_TIMEOUT',
  'TOOL_PAYLOAD_TOO_LARGE',
  'RESULT_TOO_LARGE',
];
