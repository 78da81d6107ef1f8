/** An error that is made captures a stack of the host, at a cost: of no use where the error is only a value. */
export function withoutStacks<Result>(act: () => Result): Result {
  const { stackTraceLimit } = Error;
  Reflect.set(Error, 'stackTraceLimit', 0);
  try {
    return act();
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
}
