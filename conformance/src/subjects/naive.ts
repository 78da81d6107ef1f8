import { format } from 'node:util';
import vm from 'node:vm';
import type { OpenSubject } from '../subject.ts';
import { textOf } from '../text-of.ts';

/**
 * What a tutorial would do: a contextified object full of host functions, and a timeout. The positive control: an
 * attack that does nothing here proves nothing about a real sandbox.
 */
export const openNaive: OpenSubject = async (limits) => {
  const shared: Record<string, unknown> = {};
  const logs: string[] = [];
  vm.createContext(shared);
  return {
    async run(code, host) {
      Object.assign(shared, host.globals, {
        callTool: (name: string, args: unknown) => (host.naiveCallTool ?? host.callTool)(name, args),
        console: { log: (...parts: unknown[]) => logs.push(format(...parts)) },
        __embedded: `${code}`,
      });
      const finish = (status: 'ok' | 'error' | 'timeout', value: string) => ({
        status,
        code: status === 'ok' ? 'OK' : status.toUpperCase(),
        value,
        bytes: Buffer.byteLength(value),
        logs,
        logBytes: logs.reduce((sum, text) => sum + text.length, 0),
      });
      try {
        const promise = vm.runInContext(`(async () => {\n${code}\n})()`, shared, { timeout: limits.timeoutMs });
        const value = await promise;
        return finish(
          'ok',
          typeof value === 'object' && value !== null ? (JSON.stringify(value) ?? 'undefined') : textOf(value),
        );
      } catch (error) {
        const isTimeout = (error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
        return finish(isTimeout ? 'timeout' : 'error', String((error as Error | null)?.message));
      }
    },
    async dispose() {},
  };
};
