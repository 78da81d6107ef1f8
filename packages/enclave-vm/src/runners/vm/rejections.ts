import { types } from 'node:util';
import type { Realm } from '../../bridge/realm.ts';

/** Events that Node emits about promises. Their listeners would be handed values of the guest. */
const PROMISE_EVENTS: ReadonlyMap<string | symbol, number> = new Map([
  // Event name, and where among the arguments the promise is.
  ['unhandledRejection', 1],
  ['rejectionHandled', 0],
  ['multipleResolves', 1],
]);

type Emit = (this: NodeJS.Process, event: string | symbol, ...args: unknown[]) => boolean;

const live = new Set<Realm>();
/** Landmarks of realms whose runs are over, too: Node reports some rejections late. */
const guestLandmarks = new WeakSet<object>();
let original: Emit | undefined;

/**
 * From now on, what Node has to say about promises of this realm stays unheard: left alone, a rejection that a script
 * does not handle ends the host. Nothing else changes: events about the host's own promises go their usual way.
 */
export function adoptRealm(realm: Realm): void {
  for (const landmark of realm.landmarks) guestLandmarks.add(landmark);
  live.add(realm);
  if (original === undefined) install();
  rejectOnce();
}

/**
 * Node prints when its function for rejections does not get the stack that it needs, and most of that is for compiling
 * it: this has it compiled before a guest rejects promises at the end of its stack.
 */
function rejectOnce(): void {
  Promise.reject().catch(() => {});
}

/** The run of this realm is over. Node may still have something to report, so the filter stays for a turn or two. */
export function releaseRealm(realm: Realm): void {
  live.delete(realm);
  if (live.size > 0) return;
  setImmediate(() => setImmediate(uninstall)).unref();
}

function install(): void {
  original = process.emit as unknown as Emit;
  process.emit = filter as unknown as typeof process.emit;
}

function uninstall(): void {
  // Somebody else has put a filter over ours: ours stays, and is transparent while no guest lives.
  if (live.size > 0 || original === undefined || (process.emit as unknown as Emit) !== filter) return;
  process.emit = original as unknown as typeof process.emit;
  original = undefined;
}

const filter: Emit = function (event, ...args) {
  const at = PROMISE_EVENTS.get(event);
  // An answer of `true` tells Node that somebody has dealt with it.
  if (at !== undefined && isGuestPromise(args[at])) return true;
  return Reflect.apply(original as Emit, this, [event, ...args]);
};

/**
 * Whose promise is it? Its prototype chain tells, and reading that runs no guest code as long as no proxy is asked. A
 * guest may cut the chain or end it in a proxy; then nothing of the host is in it, which says enough while a guest lives.
 */
function isGuestPromise(promise: unknown): boolean {
  for (let at: unknown = promise; ; at = Object.getPrototypeOf(at)) {
    if (at === null || types.isProxy(at)) return true;
    if (at === Promise.prototype || at === Object.prototype) return false;
    if (guestLandmarks.has(at as object)) return true;
  }
}
