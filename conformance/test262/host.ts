import vm from 'node:vm';

/** `bare`: an ordinary global object. `contextified`: an object of the host's stands in front of it. */
export type ContextKind = 'bare' | 'contextified';

/** The host object `$262` that test262 asks for, and `print`, by which an asynchronous test says that it is done. */
export function defineHost(context: vm.Context, kind: ContextKind, print: (line: unknown) => void): void {
  const global = vm.runInContext('this', context) as Record<string, unknown>;
  define(global, 'print', print);
  define(global, '$262', {
    global,
    evalScript: (source: string) => vm.runInContext(source, context),
    createRealm: () => {
      const realm = newContext(kind);
      defineHost(realm, kind, print);
      return vm.runInContext('$262', realm);
    },
    detachArrayBuffer: (buffer: ArrayBuffer) => structuredClone(undefined, { transfer: [buffer] }),
    gc: () => undefined,
    agent: { start: () => undefined, broadcast: () => undefined, getReport: () => null, sleep: () => undefined },
  });
}

/** A context with the language's own bindings and nothing else. */
export function newContext(kind: ContextKind): vm.Context {
  return vm.createContext(kind === 'bare' ? vm.constants.DONT_CONTEXTIFY : {});
}

function define(global: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(global, name, { value, writable: true, configurable: true, enumerable: false });
}
