import vm from 'node:vm';

/** The host object `$262` that test262 asks for, and `print`, by which an asynchronous test says that it is done. */
export function defineHost(context: vm.Context, print: (line: unknown) => void): void {
  const global = vm.runInContext('this', context) as Record<string, unknown>;
  define(global, 'print', print);
  define(global, '$262', {
    global,
    evalScript: (source: string) => vm.runInContext(source, context),
    createRealm: () => {
      const realm = newContext();
      defineHost(realm, print);
      return vm.runInContext('$262', realm);
    },
    detachArrayBuffer: (buffer: ArrayBuffer) => structuredClone(undefined, { transfer: [buffer] }),
    gc: () => undefined,
    agent: { start: () => undefined, broadcast: () => undefined, getReport: () => null, sleep: () => undefined },
  });
}

/** A bare context: an ordinary global object with the language's own bindings and nothing else. */
export function newContext(): vm.Context {
  return vm.createContext(vm.constants.DONT_CONTEXTIFY);
}

function define(global: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(global, name, { value, writable: true, configurable: true, enumerable: false });
}
