/** Every way in which a run can fail, one code a cause. `docs/errors/<CODE>.md` has a page for each. */
export const ERROR_CODES = {
  VALIDATION_ERROR: 'The source was refused before anything ran: a syntax error, or a construct that is not allowed.',
  EXECUTION_ERROR: 'The script threw, and nobody caught it.',
  TIMEOUT: 'The run took more wall time than `timeout`.',
  CPU_TIMEOUT: 'The script used more CPU time than `cpuTimeout`.',
  TOOL_ERROR: 'A tool call failed, and the script did not catch it.',
  TOOL_TIMEOUT: 'A tool call took longer than `toolTimeout`, and the script did not catch it.',
  TOOL_PAYLOAD_TOO_LARGE: 'Arguments or result of a tool call exceeded `maxToolPayloadBytes`.',
  MEMORY_LIMIT_EXCEEDED: 'The script used more memory than `memoryLimit`.',
  MAX_ITERATIONS: 'The loops of the script made more than `maxIterations` iterations.',
  MAX_TOOL_CALLS: 'The script made more than `maxToolCalls` tool calls.',
  MAX_CONSOLE_CALLS: 'The script made more than `maxConsoleCalls` calls of `console`.',
  STACK_LIMIT_EXCEEDED: 'The script recursed deeper than the stack of the engine allows, and did not catch it.',
  OUTPUT_LIMIT_EXCEEDED: 'The script wrote more than `maxConsoleOutputBytes` to `console`.',
  RESULT_TOO_LARGE: 'The returned value is larger than `maxResultBytes`.',
  SERIALIZATION_ERROR: 'A value cannot cross the boundary, such as a function or a symbol.',
  DEADLOCK: 'The script waits for a promise that nothing can settle any more.',
  ABORTED: 'The `signal` of the run was aborted.',
  QUEUE_FULL: 'All processes are busy and the queue is full.',
  QUEUE_TIMEOUT: 'No process became free within `queueTimeout`.',
  ISOLATION_UNAVAILABLE: 'The runner cannot keep a script apart from the host as the host is set up now.',
  RUNNER_CRASHED: 'The process that ran the script died for a reason that is not a limit.',
  PROTOCOL_ERROR: 'The realm answered with something that is no message of the kernel: it was taken for hostile.',
  RUNNER_DISPOSED: 'The runner was disposed of before or while the script ran.',
} as const;

/** Why a run failed. Decided by the runner alone: no guest value can set it. */
export type ErrorCode = keyof typeof ERROR_CODES;
