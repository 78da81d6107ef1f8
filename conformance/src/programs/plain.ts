/**
 * What plain Node gives for a script: the source of every `expected`. Only for our own honest scripts; it runs them
 * without any protection.
 */
export async function runPlain(
  code: string,
  callTool: (name: string, args: unknown) => Promise<unknown>,
): Promise<unknown> {
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...args: unknown[]) => Promise<unknown>;
  const quiet = {
    log() {},
    info() {},
    warn() {},
    error() {},
    debug() {},
    table() {},
    group() {},
    groupEnd() {},
    dir() {},
    time() {},
    timeEnd() {},
    assert() {},
    count() {},
    trace() {},
  };
  return new AsyncFunction('callTool', 'console', `'use strict';\n${code}`)(callTool, quiet);
}
