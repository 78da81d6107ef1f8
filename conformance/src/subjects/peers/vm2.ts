import { VM } from 'vm2';
import type { OpenSubject } from '../../subject.ts';
import { settle } from './settle.ts';

/** As its README shows: a VM with a timeout, code generation and WebAssembly off, and the host's functions in the sandbox. */
export const openVm2: OpenSubject = async ({ timeoutMs }) => ({
  run(code, host) {
    const logs: string[] = [];
    return settle(
      async () => {
        const sandbox = {
          ...host.globals,
          callTool: async (name: string, args: unknown) => host.callTool(name, args),
          console: { log: (...parts: unknown[]) => void logs.push(parts.map(String).join(' ')) },
        };
        const vm = new VM({ timeout: timeoutMs, allowAsync: true, eval: false, wasm: false, sandbox });
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
        });
        try {
          return await Promise.race([vm.run(`(async () => {"use strict";\n${code}\n})()`), late]);
        } finally {
          clearTimeout(timer);
        }
      },
      logs,
      (text) => /timed out/i.test(text),
    );
  },
  async dispose() {},
});
