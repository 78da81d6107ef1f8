import type { Outcome } from '../execute.ts';
import type { ContextKind } from '../host.ts';
import type { Metadata } from '../metadata.ts';

export const MAX_ITERATIONS = 1e7;

/** One test file, and the context that it is to run in. */
export interface Test {
  readonly root: string;
  readonly source: string;
  readonly metadata: Metadata;
  readonly context: ContextKind;
}

export type Mode = 'sloppy' | 'strict';

/** A way to run tests, plain and transformed. */
export interface Form {
  /** In which modes it can run a test; none if it cannot. */
  modes(metadata: Metadata): readonly Mode[];
  plain(test: Test, mode: Mode): Promise<Outcome>;
  /** The same after the transform. Throws what the transform throws. */
  transformed(test: Test, mode: Mode): Promise<Outcome>;
}
