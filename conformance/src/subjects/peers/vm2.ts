import { VM } from 'vm2';
import type { OpenSubject } from '../../subject.ts';
import { CONSOLE } from './answer.ts';
import { settle } from './settle.ts';

/**
 * As its README shows and its hardening recommendations say: a timeout, code generation and WebAssembly off, a cap on
 * buffers, rejections of the sandbox swallowed, data read-only. `allowAsync: false`, which it recommends with a timeout, would refuse
 * every script that awaits a tool; so a timer of the application's counts what comes after an await. What comes back is
 * text, because it warns of touching objects of the sandbox.
 */
export const openVm2: OpenSubject = async ({ timeoutMs, memoryMb }) => {
  const swallow = () => {};
  process.on('unhandledRejection', swallow);
  return {
    run(code, host) {
      const logs: string[] = [];
      return settle(
        async () => {
          let over = false;
          const log = (...parts: unknown[]) => void logs.push(parts.map(String).join(' '));
          const sandbox = {
            callTool: async (name: string, args: unknown) => (over ? undefined : host.callTool(name, args)),
            console: Object.fromEntries(CONSOLE.map((name) => [name, log])),
          };
          const options = { timeout: timeoutMs, allowAsync: true, eval: false, wasm: false, sandbox };
          const vm = new VM({ ...options, bufferAllocLimit: memoryMb * 1024 * 1024 } as typeof options);
          for (const [name, value] of Object.entries(host.globals ?? {})) vm.freeze(value, name);
          let timer: NodeJS.Timeout | undefined;
          const late = new Promise<never>((_, reject) => {
            timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
          });
          try {
            const body = `(async () => {"use strict";\n${code}\n})()`;
            const text: unknown = await Promise.race([vm.run(`${body}.then((value) => JSON.stringify(value))`), late]);
            return typeof text === 'string' ? JSON.parse(text) : undefined;
          } finally {
            over = true;
            clearTimeout(timer);
          }
        },
        logs,
        (text) => /timed out/i.test(text),
      );
    },
    async dispose() {
      process.off('unhandledRejection', swallow);
    },
  };
};
