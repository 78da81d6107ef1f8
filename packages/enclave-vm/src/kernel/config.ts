/** What the host tells the kernel when it starts it, as JSON. */
export interface KernelConfig {
  readonly maxIterations: number;
  readonly maxToolCalls: number;
  readonly maxConsoleCalls: number;
  readonly maxConsoleOutputBytes: number;
  readonly maxResultBytes: number;
  readonly maxToolPayloadBytes: number;
  /** The realm gets no clock. */
  readonly blockTimingAPIs: boolean;
  /** The body takes the runtime binding. */
  readonly instrumented: boolean;
  /** The encoded `globals`: an object whose keys become global constants. */
  readonly globals: string | null;
  /** The data in `globals` is frozen at any depth. */
  readonly freezeGlobals: boolean;
  /** Names of the host functions in `globals`, by id. */
  readonly functionNames: readonly string[];
}
