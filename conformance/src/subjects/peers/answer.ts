/** What a host function did, as data: for products that do not carry an error over as it is. */
export type Answer = { readonly value: unknown } | { readonly failure: Failure };

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
}

export async function answer(call: () => unknown): Promise<Answer> {
  try {
    return { value: await call() };
  } catch (error) {
    const { name = 'Error', message = 'it failed', code } = Object(error) as Partial<Failure>;
    return { failure: { name, message, ...(typeof code === 'string' ? { code } : {}) } };
  }
}

/** Console methods that scripts use. */
export const CONSOLE = [
  'log',
  'info',
  'warn',
  'error',
  'debug',
  'table',
  'dir',
  'group',
  'groupEnd',
  'time',
  'timeEnd',
];
