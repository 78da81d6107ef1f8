import { createRunner } from 'run';

type Callable = (name: string, args: unknown) => unknown;

interface Finished {
  readonly status: string;
  readonly value?: unknown;
}

/** `run` with its limits given once; a fresh QuickJS context in a worker for each program. */
export function openRun(callTool?: Callable) {
  const runner = createRunner({ limits: { timeoutMs: 60_000, memoryLimitBytes: 256 * 1024 * 1024 } });
  return {
    async run(code: string): Promise<unknown> {
      const options =
        callTool === undefined
          ? { source: code }
          : {
              source: `const callTool = (name, args) => tools.call(name, args);\n${code}`,
              hostFunctions: { tools: { call: callTool } },
            };
      const result = (await runner.run(options as never)) as Finished;
      if (result.status !== 'completed') throw new Error(`run: ${result.status}`);
      return result.value;
    },
  };
}
