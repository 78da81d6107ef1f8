import type { ErrorCode } from '@enclave-vm/core';

/** What the command's exit status means. Listed by `enclave --help` and in the documentation. */
export const EXIT_CODES = {
  ok: { status: 0, meaning: 'the script succeeded, every file is valid, or every claim was proven' },
  scriptFailed: { status: 1, meaning: 'the script ran and failed: it threw, or a tool failed' },
  misuse: { status: 2, meaning: 'wrong options, or a file that cannot be read or loaded' },
  refused: { status: 3, meaning: 'the script was refused before it ran' },
  limit: { status: 4, meaning: 'the script reached one of its limits' },
  runner: { status: 5, meaning: 'the place where the script ran failed, not the script' },
  unproven: { status: 6, meaning: 'doctor: a guarantee that is claimed was not held' },
  interrupted: { status: 130, meaning: 'interrupted' },
} as const;

export type ExitReason = keyof typeof EXIT_CODES;

const REASONS: Readonly<Record<ErrorCode, ExitReason>> = {
  VALIDATION_ERROR: 'refused',
  EXECUTION_ERROR: 'scriptFailed',
  TOOL_ERROR: 'scriptFailed',
  TOOL_TIMEOUT: 'scriptFailed',
  SERIALIZATION_ERROR: 'scriptFailed',
  DEADLOCK: 'scriptFailed',
  TIMEOUT: 'limit',
  CPU_TIMEOUT: 'limit',
  TOOL_PAYLOAD_TOO_LARGE: 'limit',
  MEMORY_LIMIT_EXCEEDED: 'limit',
  STACK_LIMIT_EXCEEDED: 'limit',
  MAX_ITERATIONS: 'limit',
  MAX_TOOL_CALLS: 'limit',
  MAX_CONSOLE_CALLS: 'limit',
  OUTPUT_LIMIT_EXCEEDED: 'limit',
  RESULT_TOO_LARGE: 'limit',
  ABORTED: 'interrupted',
  QUEUE_FULL: 'runner',
  QUEUE_TIMEOUT: 'runner',
  RUNNER_CRASHED: 'runner',
  PROTOCOL_ERROR: 'runner',
  RUNNER_DISPOSED: 'runner',
  ISOLATION_UNAVAILABLE: 'runner',
};

/** Exit status for a run that failed with `code`. */
export function exitStatusOf(code: ErrorCode): number {
  return EXIT_CODES[REASONS[code]].status;
}
