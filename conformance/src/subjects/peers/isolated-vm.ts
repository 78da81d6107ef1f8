import ivm from 'isolated-vm';
import type { HostSide, OpenSubject } from '../../subject.ts';
import { answer, CONSOLE } from './answer.ts';
import { settle } from './settle.ts';

/**
 * The guest's side of the bridge. A rejection that crosses is an unhandled one in the host, whatever the script does
 * with it, so failures cross as values. Bound functions show no source, and nothing here asks the guest's intrinsics.
 */
const BRIDGE = `
  const { apply } = Reflect, { bind } = Function.prototype, { assign } = Object, Failure = Error;
  const transfer = { __proto__: null, arguments: { __proto__: null, copy: true }, result: { __proto__: null, promise: true } };
  const send = $0.apply, reference = $0, print = $1;
  const call = async (path, args) => {
    const { failure, value } = await apply(send, reference, [undefined, [path, args], transfer]);
    if (failure !== undefined) throw assign(new Failure(failure.message), failure);
    return value;
  };
  const define = (owner, name, value) => { owner[name] = apply(bind, value, [undefined]); };
  define(globalThis, 'callTool', (name, args) => call(['callTool'], [name, args]));
  const log = (...parts) => {
    let text = '';
    for (let i = 0; i < parts.length; i++) text += (i > 0 ? ' ' : '') + \`\${parts[i]}\`;
    print(text);
  };
  globalThis.console = {};
  for (const name of $2) define(globalThis.console, name, log);
  for (const [owner, name] of $3) define(globalThis[owner], name, (...args) => call([owner, name], args));
`;

/**
 * As its README advises: an isolate with a memory limit for each run, no references that the script could reach, values
 * copied, and the end of the process where V8 has lost control of it.
 */
export const openIsolatedVm: OpenSubject = async ({ timeoutMs, memoryMb }) => ({
  run(code, host) {
    const logs: string[] = [];
    return settle(
      async () => {
        const isolate = new ivm.Isolate({
          memoryLimit: Math.max(8, memoryMb),
          onCatastrophicError: () => process.abort(),
        });
        let over = false;
        let timer: NodeJS.Timeout | undefined;
        const end = () => {
          over = true;
          clearTimeout(timer);
          if (!isolate.isDisposed) isolate.dispose();
        };
        try {
          const context = await isolate.createContext();
          const { data, functions } = divide(host.globals);
          for (const [name, value] of data) await context.global.set(name, value, { copy: true });
          await context.evalClosure(BRIDGE, [
            new ivm.Reference((path: string[], args: unknown[]) => (over ? undefined : dispatch(host, path, args))),
            new ivm.Callback((text: string) => void logs.push(text)),
            new ivm.ExternalCopy(CONSOLE).copyInto(),
            new ivm.ExternalCopy(functions).copyInto(),
          ]);
          // Its own timeout does not count what comes after an await: the README leaves that to the application.
          const late = new Promise<never>((_, reject) => {
            timer = setTimeout(() => {
              end();
              reject(new Error('timed out'));
            }, timeoutMs);
          });
          const options = { promise: true, copy: true, timeout: timeoutMs } as const;
          return await Promise.race([context.eval(`(async () => {"use strict";\n${code}\n})()`, options), late]);
        } finally {
          end();
        }
      },
      logs,
      (text) => /timed out|Isolate was disposed/i.test(text),
    );
  },
  async dispose() {},
});

async function dispatch(host: HostSide, [owner, name]: string[], args: unknown[]): Promise<unknown> {
  const copy = (data: object) => new ivm.ExternalCopy(data).copyInto({ release: true });
  const group = host.globals?.[owner as string] as Record<string, (...args: unknown[]) => unknown>;
  const done = await answer(() =>
    name === undefined ? host.callTool(args[0] as string, args[1]) : group[name]?.(...args),
  );
  try {
    return copy(done);
  } catch (error) {
    return copy({ failure: { name: 'Error', message: (error as Error).message } });
  }
}

/** Data is copied in. Functions of the host cannot be: of these, where they are. */
function divide(globals: Readonly<Record<string, unknown>> = {}) {
  const data: [string, object][] = [];
  const functions: [string, string][] = [];
  for (const [owner, value] of Object.entries(globals)) {
    const isCallable = ([, member]: [string, unknown]) => typeof member === 'function';
    const members = Object.entries(value as object);
    data.push([owner, Object.fromEntries(members.filter((member) => !isCallable(member)))]);
    functions.push(...members.filter(isCallable).map(([name]): [string, string] => [owner, name]));
  }
  return { data, functions };
}
