import ivm from 'isolated-vm';

type Callable = (name: string, args: unknown) => unknown;

const wrap = (code: string) => `(async () => {"use strict";\n${code}\n})()`;

/**
 * A new isolate, a context in it, one evaluation: what isolated-vm's README does for each request. It also wants
 * `--no-node-snapshot`, which `pnpm bench` gives.
 */
export async function runNewIsolate(code: string): Promise<unknown> {
  const isolate = new ivm.Isolate({ memoryLimit: 128 });
  try {
    const context = await isolate.createContext();
    return await context.eval(wrap(code), { promise: true, copy: true, timeout: 30_000 });
  } finally {
    isolate.dispose();
  }
}

/** One isolate for many programs, a new context for each. */
export function sharedIsolate(memoryLimit = 256) {
  const isolate = new ivm.Isolate({ memoryLimit });
  return {
    async run(code: string, callTool?: Callable): Promise<unknown> {
      const context = await isolate.createContext();
      try {
        if (callTool !== undefined) {
          await context.evalClosure(
            `globalThis.callTool = (name, args) => $0.apply(undefined, [name, args], { arguments: { copy: true }, result: { promise: true, copy: true } });
             globalThis.console = { log() {} };`,
            [callTool],
            { arguments: { reference: true } },
          );
        }
        return await context.eval(wrap(code), { promise: true, copy: true, timeout: 30_000 });
      } finally {
        context.release();
      }
    },
    dispose: () => isolate.dispose(),
  };
}
