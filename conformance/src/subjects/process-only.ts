import { resolveLimits } from 'enclave-vm';
import { startRun } from 'enclave-vm/testing';
import type { Level } from '../corpus.ts';
import type { OpenSubject } from '../subject.ts';
import { naiveChildLinks } from './naive-child.ts';
import { enclaveOptions, settledFrom } from './settled.ts';

/**
 * The process and the host's half of the bridge, with no kernel between: the script runs in a naive sandbox inside of a
 * child that is locked down as ours are, and may take over the child's main realm. What counts is the host.
 */
export const openProcessOnly =
  (level: Level): OpenSubject =>
  async (limits) => {
    const { securityLevel: _, isolation: __, ...overrides } = enclaveOptions(limits, level, 'process');
    return {
      async run(code, host) {
        const outcome = await startRun(
          naiveChildLinks(host.globals),
          { code },
          {
            limits: resolveLimits(level, overrides as Parameters<typeof resolveLimits>[1]),
            ...(host.globals === undefined ? {} : { globals: host.globals }),
            callTool: ({ name, args }) => host.callTool(name, args),
          },
        );
        return settledFrom(outcome as Parameters<typeof settledFrom>[0]);
      },
      dispose: async () => {},
    };
  };
