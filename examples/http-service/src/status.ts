import type { ErrorCode } from '@enclave-vm/core';

/** A script that fails is the affair of whoever sent it: 422, and a report. These are the service's. */
const OF_THE_SERVICE: Partial<Record<ErrorCode, number>> = {
  QUEUE_FULL: 503,
  QUEUE_TIMEOUT: 503,
  RUNNER_DISPOSED: 503,
  ISOLATION_UNAVAILABLE: 500,
};

export const statusOf = (code: ErrorCode): number => OF_THE_SERVICE[code] ?? 422;
