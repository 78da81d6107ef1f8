import type { ExecutionResult, Limits, RunEvent } from '@enclave-vm/core';

/** Shows one run while it goes on. What the run gave is not its job: see `result-text.ts`. */
export interface RunView {
  onEvent(event: RunEvent): void;
  /** Ends the view, leaving what it showed on the screen. */
  end(result: ExecutionResult | undefined): void;
}

export interface RunTitle {
  readonly script: string;
  readonly level: string;
  readonly isolation: string;
  readonly limits: Limits;
}
