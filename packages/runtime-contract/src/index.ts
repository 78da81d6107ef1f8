/**
 * What guard, transform and runner must agree on, in one place. This package is private: the build inlines it into
 * each package that uses it, so none of them depends on another.
 */

export { nearestName } from './nearest-name.ts';

/** Every name that instrumented code may use starts so, and no author's code may contain such a name. */
export const RESERVED_PREFIX = '__enclave_';

/** The one binding through which an instrumented body reaches the kernel. */
export const RUNTIME_NAME: string = `${RESERVED_PREFIX}runtime`;

export const SECURITY_LEVELS = ['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const;
export type SecurityLevel = (typeof SECURITY_LEVELS)[number];
export const DEFAULT_SECURITY_LEVEL: SecurityLevel = 'STANDARD';

/** The guest function that calls a tool. */
export const CALL_TOOL_NAME = 'callTool';

/**
 * What the kernel binds to {@link RUNTIME_NAME} for an instrumented body: a frozen object without prototype. The
 * transform emits the calls, the kernel answers them.
 */
export interface GuestRuntime {
  /** Loop iterations that the whole run may make. */
  readonly maxIterations: number;
  /** Hands the kernel a reader of the body's own counter. Only the first call has an effect. */
  counter(read: () => number): void;
  /** Fixes the verdict MAX_ITERATIONS and throws. Every later call throws too, so a swallowed error stops nothing. */
  exceeded(): never;
  /**
   * Notes that `error` passed through function `functionId` while it stood at `positionId`, and returns `error`.
   * Ids index the tables that the transform returns beside the code.
   */
  trace(error: unknown, functionId: number, positionId: number): unknown;
  /** Stands where the author wrote `import()`: gives a rejected guest promise. */
  refuseImport(): Promise<never>;
}
