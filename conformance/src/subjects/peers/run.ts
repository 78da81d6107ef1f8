import { run } from 'run';
import type { OpenSubject } from '../../subject.ts';
import { settle } from './settle.ts';

interface Finished {
  readonly status: string;
  readonly value?: unknown;
}

/** As its README shows: limits, and the tools as one group of host functions. It has no data globals. */
export const openRun: OpenSubject = async ({ timeoutMs, memoryMb }) => ({
  async run(code, host) {
    const logs: string[] = [];
    return settle(
      async () => {
        const result = (await run({
          source: `const callTool = (...args) => tools.call(...args);\nconst console = { log: (...parts) => { tools.log(parts.map(String).join(' ')); } };\n${code}`,
          hostFunctions: {
            tools: {
              call: async (name: string, args: unknown) => host.callTool(name, args),
              log: (text: string) => void logs.push(text),
            },
          },
          limits: { timeoutMs, memoryLimitBytes: memoryMb * 1024 * 1024 },
        } as never)) as Finished;
        if (result.status !== 'completed') throw new Error(`run: ${result.status}`);
        return result.value;
      },
      logs,
      (text) => /tim(ed? ?out|eout)/i.test(text),
    );
  },
  async dispose() {},
});
