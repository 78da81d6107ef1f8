import type { Guarantee, Guarantees } from '../../guarantees.ts';
import { type Containment, findContainment } from './containment.ts';

const held = (how: string): Guarantee => ({ held: true, how });
const missing = (how: string): Guarantee => ({ held: false, how });

/** Node 25 brought the network under its permission model. */
function nodeDeniesNetwork(): boolean {
  return process.allowedNodeEnvironmentFlags.has('--allow-net');
}

/** Says what the process tier holds on this machine. */
export function processGuarantees(containment: Containment = findContainment()): Guarantees {
  const here = `here (${process.platform}, Node ${process.versions.node})`;
  const watched = process.platform !== 'win32';
  return {
    isolation: 'process',
    realmIsolation: held('a vm context of its own; only strings cross'),
    cpuLoops: held('the host kills the process'),
    nativeLoops: held('the host kills the process'),
    responsiveHost: held('the guest computes in another process'),
    hostSurvivesAborts: held('V8 aborts in another process'),
    heapMemory: held('heap cap of the process'),
    offHeapMemory: watched
      ? held(
          `the host watches the resident memory of the process${process.platform === 'linux' ? '' : ', ten times a second'}`,
        )
      : missing(`nothing watches a busy process ${here}: buffers are counted only when the guest has answered`),
    memoryBackstop:
      containment.resourceLimits && process.platform === 'linux'
        ? held('RLIMIT_DATA of the process')
        : missing(`no resource limit for memory ${here}`),
    filesystem: held('permission model of Node'),
    network: networkGuarantee(containment, here),
    environment: held('the process is started with an environment of two neutral variables'),
    childProcesses: held('permission model of Node'),
    otherProcesses: containment.processes
      ? held('a process namespace of its own; the means to signal are removed from the realm')
      : missing(
          `the means to signal are removed from the realm, but the system would allow it: no process namespace ${here}`,
        ),
    privileges: containment.privileges
      ? held('no_new_privs; no capabilities')
      : missing(`the process has the privileges of the host's user ${here}`),
    noOrphans: containment.parentDeath
      ? held('the kernel kills the process when the host dies')
      : missing(
          `a process that computes when the host is killed goes on for as long as its CPU limit lets it ${here}; any other ends at once`,
        ),
  };
}

function networkGuarantee(containment: Containment, here: string): Guarantee {
  const layers = [
    ...(nodeDeniesNetwork() ? ['permission model of Node'] : []),
    ...(containment.network ? ['a network namespace without interfaces'] : []),
    ...(nodeDeniesNetwork() ? [] : ['a socket that is a file is kept away by the realms alone']),
  ];
  if (nodeDeniesNetwork() || containment.network) return held(layers.join('; '));
  return missing(
    `neither a permission for the network (Node 25) nor a network namespace ${here}: only the realm keeps it away`,
  );
}
