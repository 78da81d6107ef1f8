import vm from 'node:vm';

type Callable = (name: string, args: unknown) => Promise<unknown>;

const context = () =>
  vm.createContext(vm.constants.DONT_CONTEXTIFY as never, { codeGeneration: { strings: false, wasm: false } } as never);

/** A new context for each program and nothing else: the floor, without any isolation to speak of. */
export async function runBare(code: string, callTool?: Callable): Promise<unknown> {
  const realm = context() as Record<string, unknown>;
  if (callTool !== undefined) realm.callTool = callTool;
  realm.console = { log() {} };
  return vm.runInContext(`(async () => {"use strict";\n${code}\n})()`, realm as vm.Context);
}
