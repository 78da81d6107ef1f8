import type { ToolCallReceipt } from '../result.ts';

/** The calls of a failed run that stand between it and running the script again from its start. */
export interface RetryAdvice {
  /** No call took effect that a second run would repeat. */
  safe: boolean;
  /** Calls that took effect, and are not known to be idempotent. */
  done: readonly ToolCallReceipt[];
  /** Calls that were started, and nobody knows how they ended. */
  unknown: readonly ToolCallReceipt[];
}

/** A failed call counts as without effect: a tool that fails halfway has to say so itself. */
export function adviseRetry(toolCalls: readonly ToolCallReceipt[]): RetryAdvice {
  const risky = toolCalls.filter(({ idempotent }) => !idempotent);
  const done = risky.filter(({ state }) => state === 'succeeded');
  const unknown = risky.filter(({ state }) => state === 'pending');
  return { safe: done.length === 0 && unknown.length === 0, done, unknown };
}
