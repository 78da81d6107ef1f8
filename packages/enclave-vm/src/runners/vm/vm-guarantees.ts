import type { Guarantees } from '../../guarantees.ts';

const held = (how: string) => ({ held: true, how });
const missing = (how: string) => ({ held: false, how });

const SHARED = 'the guest runs in the process of the host';

/** What a realm in the host's own process can promise. */
export const vmGuarantees = (): Guarantees => ({
  isolation: 'vm',
  realmIsolation: held(
    'only strings cross, and the host does the pulling; a run is refused while promise hooks are active in the host',
  ),
  cpuLoops: held(
    'the watchdog of runInContext ends them, after an await too: the realm has a microtask queue of its own',
  ),
  nativeLoops: missing('some built-ins of V8 ignore termination: sort, fill and others on huge lengths'),
  responsiveHost: missing(
    'the guest runs on the event loop of the host, can make Node write to its stderr by rejecting promises at the stack limit, and can leave rejected promises that Node takes long to go through',
  ),
  hostSurvivesAborts: missing(`${SHARED}, and V8 ends it when memory runs out`),
  heapMemory: missing('V8 has no limit for a single context'),
  offHeapMemory: missing('V8 has no limit for a single context'),
  memoryBackstop: missing(SHARED),
  filesystem: missing('a guest that leaves its realm is in the host'),
  network: missing('a guest that leaves its realm is in the host'),
  environment: missing('a guest that leaves its realm is in the host'),
  childProcesses: missing('a guest that leaves its realm is in the host'),
  otherProcesses: missing('a guest that leaves its realm is in the host'),
  privileges: missing('a guest that leaves its realm is in the host'),
  noOrphans: held('there is no process but the host'),
});
