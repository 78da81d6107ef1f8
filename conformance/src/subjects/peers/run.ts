import { createRunner } from 'run';
import type { OpenSubject } from '../../subject.ts';
import { answer } from './answer.ts';
import { settle } from './settle.ts';

type HostFunctions = Record<string, Record<string, (...args: never[]) => unknown>>;

/**
 * As its README shows: a runner with limits, and the host's functions in groups. It has no data globals: an application
 * would write them into the source. Its console is its own. It tells a script only that a host function failed, so what
 * failed crosses as a value.
 */
export const openRun: OpenSubject = async (limits) => {
  const runner = createRunner({
    limits: {
      timeoutMs: limits.timeoutMs,
      memoryLimitBytes: limits.memoryMb * 1024 * 1024,
      ...(limits.maxToolCalls === undefined ? {} : { maxBridgeRequests: limits.maxToolCalls }),
      ...(limits.maxResultBytes === undefined ? {} : { maxResultBytes: limits.maxResultBytes }),
      ...(limits.maxLogBytes === undefined ? {} : { maxConsoleOutputBytes: limits.maxLogBytes }),
    },
  });
  return {
    run(code, host) {
      const { data, groups } = divide(host.globals);
      const prefix = `const callTool = async (...args) => { const { failure, value } = await tools.call(...args); if (failure !== undefined) throw Object.assign(new Error(failure.message), failure); return value; };${data}`;
      return settle(
        async () => {
          const result = await runner.run({
            source: `${prefix}\n${code}`,
            hostFunctions: {
              tools: { call: (name: string, args: unknown) => answer(() => host.callTool(name, args)) },
              ...groups,
            } as HostFunctions,
          });
          if (result.status !== 'completed') throw new Error(`run: ${result.status}`);
          return result.value;
        },
        [],
        (text) => /tim(ed? ?out|eout)/i.test(text),
      );
    },
    async dispose() {},
  };
};

/** Objects with functions become groups of host functions, others constants of the source. */
function divide(globals: Readonly<Record<string, unknown>> = {}): { data: string; groups: Record<string, unknown> } {
  let data = '';
  const groups: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(globals)) {
    const callable = Object.entries(value as object).filter(([, member]) => typeof member === 'function');
    if (callable.length > 0) groups[name] = Object.fromEntries(callable);
    else data += `const ${name} = ${JSON.stringify(value)};`;
  }
  return { data, groups };
}
