const NAMES = {
  UNKNOWN_TOOL: 'ToolNotFoundError',
  TOOL_DENIED: 'ToolDeniedError',
  TOOL_CALL_LIMIT: 'ToolCallLimitError',
  TOOL_TIMEOUT: 'ToolTimeoutError',
  INVALID_TOOL_INPUT: 'ToolInputError',
  INVALID_TOOL_OUTPUT: 'ToolOutputError',
} as const;

export type ToolFaultCode = keyof typeof NAMES;

/** A tool call that the enclave itself refused. Guest code sees its message, name and code. */
export class ToolFault extends Error {
  readonly code: ToolFaultCode;

  constructor(code: ToolFaultCode, message: string) {
    super(message);
    this.name = NAMES[code];
    this.code = code;
  }
}
