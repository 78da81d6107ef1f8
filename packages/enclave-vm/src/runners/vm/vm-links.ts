import { type GuestLink, type LinkBoot, type LinkFactory, LinkFault } from '../../bridge/link.ts';
import { type PreparedRealm, prepareRealm, type Realm } from '../../bridge/realm.ts';
import { vmTierObstacle } from './obstacle.ts';
import { adoptRealm, releaseRealm } from './rejections.ts';

/** Links to realms in the host's own process. */
export interface VmLinks extends LinkFactory {
  /** Closes every link. */
  dispose(): void;
}

export function vmLinks(): VmLinks {
  const open = new Set<GuestLink>();
  let spare: { kernel: string; realm: PreparedRealm } | undefined;
  let disposed = false;

  function take(kernel: string): PreparedRealm {
    const ready = spare?.kernel === kernel ? spare.realm : prepareRealm({ kernel });
    spare = undefined;
    return ready;
  }

  /** Most of what a realm costs can be paid while nobody waits for it. */
  function refill(kernel: string): void {
    if (!disposed) spare ??= { kernel, realm: prepareRealm({ kernel }) };
  }

  return {
    async open(boot: LinkBoot): Promise<GuestLink> {
      if (disposed) throw new LinkFault('closed');
      assertApart();
      const realm = take(boot.kernel).start(boot);
      const link = createLink(realm, () => {
        open.delete(link);
        setImmediate(refill, boot.kernel).unref();
      });
      open.add(link);
      return link;
    },
    dispose() {
      disposed = true;
      spare = undefined;
      for (const link of open) void link.close();
    },
  };
}

function assertApart(): void {
  const reason = vmTierObstacle();
  if (reason !== undefined) throw new LinkFault('unsafe', reason);
}

function createLink(realm: Realm, onClose: () => void): GuestLink {
  let closed = false;
  let cpuTime = 0;
  adoptRealm(realm);
  return {
    get cpuTime() {
      return cpuTime;
    },
    async exchange(input, timeLeft, cpuLeft) {
      if (closed) throw new LinkFault('closed');
      // A tool may have switched them on. Between here and the end of the entry nobody of the host's has a turn.
      assertApart();
      if (timeLeft <= 0) throw new LinkFault('timeout');
      if (cpuLeft <= 0) throw new LinkFault('cpu-timeout');
      const limit = Math.min(timeLeft, cpuLeft);
      const start = performance.now();
      try {
        return realm.exchange(input, limit);
      } catch (error) {
        const kind = error instanceof LinkFault ? error.kind : 'protocol';
        throw new LinkFault(kind === 'timeout' && cpuLeft < timeLeft ? 'cpu-timeout' : kind);
      } finally {
        // The guest had this thread for itself, so wall time is CPU time.
        cpuTime += performance.now() - start;
      }
    },
    close() {
      if (closed) return;
      closed = true;
      releaseRealm(realm);
      onClose();
    },
  };
}
