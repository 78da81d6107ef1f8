import { processRunner, resolveLimits, vmRunner } from 'enclave-vm';
import type { Level, Tier } from '../corpus.ts';
import type { OpenSubject, SubjectLimits } from '../subject.ts';
import { enclaveOptions, settledFrom } from './settled.ts';

/** The runner alone, fed with the raw text: no guard and no transform stand before it. */
export function openRunnerOnly(level: Level, tier: Tier): OpenSubject {
  return async (limits: SubjectLimits) => {
    const runner = tier === 'process' ? processRunner({ minProcesses: 1, maxProcesses: 1 } as never) : vmRunner();
    const { securityLevel: _, isolation: __, ...overrides } = enclaveOptions(limits, level, tier);
    return {
      async run(code, host) {
        const outcome = await runner.run({ code }, {
          limits: resolveLimits(level, overrides as never),
          level,
          callTool: ({ name, args }: { name: string; args: unknown }) => host.callTool(name, args),
          ...(host.globals === undefined ? {} : { globals: host.globals }),
        } as never);
        return settledFrom(outcome as never);
      },
      dispose: () => runner.dispose(),
    };
  };
}
