import ivm from 'isolated-vm';
import type { OpenSubject } from '../../subject.ts';
import { settle } from './settle.ts';

/** As its README advises: an isolate with a memory limit, host functions as references, values copied. */
export const openIsolatedVm: OpenSubject = async ({ timeoutMs, memoryMb }) => ({
  run(code, host) {
    const logs: string[] = [];
    return settle(
      async () => {
        const isolate = new ivm.Isolate({ memoryLimit: Math.max(8, memoryMb) });
        let timer: NodeJS.Timeout | undefined;
        try {
          const context = await isolate.createContext();
          await context.evalClosure(
            `globalThis.callTool = (name, args) => $0.apply(undefined, [name, args], { arguments: { copy: true }, result: { promise: true, copy: true } });
             globalThis.console = { log: (...parts) => $1.applyIgnored(undefined, [parts.map(String).join(' ')], { arguments: { copy: true } }) };`,
            [async (name: string, args: unknown) => host.callTool(name, args), (text: string) => void logs.push(text)],
            { arguments: { reference: true } },
          );
          for (const [name, value] of Object.entries(plainGlobals(host.globals)))
            await context.global.set(name, value, { copy: true });
          // Its own timeout does not count what comes after an await: the README leaves that to the application.
          const late = new Promise<never>((_, reject) => {
            timer = setTimeout(() => {
              if (!isolate.isDisposed) isolate.dispose();
              reject(new Error('timed out'));
            }, timeoutMs);
          });
          return await Promise.race([
            context.eval(`(async () => {"use strict";\n${code}\n})()`, {
              promise: true,
              copy: true,
              timeout: timeoutMs,
            }),
            late,
          ]);
        } finally {
          clearTimeout(timer);
          if (!isolate.isDisposed) isolate.dispose();
        }
      },
      logs,
      (text) => /timed out|Isolate was disposed/i.test(text),
    );
  },
  async dispose() {},
});

/** Functions cannot be copied: an application would have to write a wrapper for each. */
const plainGlobals = (globals: Record<string, unknown> | undefined): Record<string, unknown> =>
  globals === undefined ? {} : (JSON.parse(JSON.stringify(globals)) as Record<string, unknown>);
