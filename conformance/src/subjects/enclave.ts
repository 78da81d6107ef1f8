import { Enclave } from '@enclave-vm/core';
import { vmTierObstacle } from 'enclave-vm';
import type { Level, Tier } from '../corpus.ts';
import type { HostSide, OpenSubject, Subject } from '../subject.ts';
import { refusing } from './refused.ts';
import { enclaveOptions, type OutcomeLike, settledFrom } from './settled.ts';

/** The product as its users have it, or with its guard off. */
export function openEnclave(level: Level, tier: Tier, guard: boolean): OpenSubject {
  return async (limits) => {
    const obstacle = tier === 'vm' ? vmTierObstacle() : undefined;
    if (obstacle !== undefined) return refusing('ISOLATION_UNAVAILABLE', obstacle);
    const options = { ...enclaveOptions(limits, level, tier), ...(guard ? {} : { validate: false }) };
    const enclave = new Enclave(options as ConstructorParameters<typeof Enclave>[0]);
    const subject: Subject = {
      async run(code: string, host: HostSide) {
        const outcome = await enclave.run(code, {
          toolHandler: (name: string, args: unknown) => host.callTool(name, args),
          ...(host.globals === undefined ? {} : { globals: host.globals }),
        } as Parameters<typeof enclave.run>[1]);
        return settledFrom(outcome as OutcomeLike);
      },
      dispose: () => enclave.dispose(),
    };
    return subject;
  };
}
