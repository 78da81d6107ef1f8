import {
  apply,
  construct,
  ProxyConstructor,
  reflect,
  reflectGet,
  TypeErrorConstructor,
  WeakMapConstructor,
  weakMapGet,
  weakMapSet,
} from './primordials.ts';
import { define, expose } from './shapes.ts';

/**
 * Makes the guest's `Proxy`. Node reads two properties of every promise that is rejected, under symbols of its own, and
 * once more when the run is over, where no time limit holds. A proxy among the prototypes of the promise would be asked,
 * would learn the symbols, and could answer with what hangs or ends the host. Here no proxy is ever asked for them.
 */
export function createProxyConstructor(hidden: readonly symbol[]): object {
  /**
   * What stands at the end of proxies of proxies. Native code compares the answer of a trap with what the proxy stands
   * for: it is given this, so that it asks no proxy there either.
   */
  const roots = new WeakMapConstructor<object, object>();

  const create = (target: unknown, handler: unknown, state: State): object => {
    const root = weakMapGet(roots, target as object) ?? target;
    const proxy = construct(ProxyConstructor, [
      root,
      isObject(handler) && isObject(target) ? createShield({ target, root, handler, hidden, state }) : handler,
    ]);
    weakMapSet(roots, proxy, root as object);
    return proxy;
  };

  function createProxy(target: unknown, handler: unknown): object {
    if (new.target === undefined) throw new TypeErrorConstructor("Constructor Proxy requires 'new'");
    return create(target, handler, NEVER_REVOKED);
  }

  const exposed = expose('Proxy', 2, createProxy);
  const revocable = (target: unknown, handler: unknown) => {
    const state = { revoked: false };
    const proxy = create(target, handler, state);
    const revoke = (): void => {
      state.revoked = true;
    };
    return { proxy, revoke: expose('', 0, revoke) };
  };
  define(exposed, 'revocable', expose('revocable', 2, revocable));
  return exposed;
}

/** Native code that has revoked a proxy throws at whoever asks, Node too: here the traps do that. */
interface State {
  readonly revoked: boolean;
}

const NEVER_REVOKED: State = { revoked: false };

type Trap = (...args: never[]) => unknown;

interface Guarded {
  readonly target: object;
  readonly root: unknown;
  readonly handler: object;
  readonly hidden: readonly symbol[];
  readonly state: State;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Has no property that native code could compare an answer with. */
const NOTHING = { __proto__: null };

/** The handler that native code gets. The guest's own is not touched before it is known what is asked for. */
const createShield = (guarded: Guarded): object =>
  construct(ProxyConstructor, [
    NOTHING,
    {
      __proto__: null,
      get: (_: unknown, name: string) => (name === 'get' ? createGet(guarded) : trapOf(guarded, name)),
    },
  ]);

function createGet(guarded: Guarded): unknown {
  return (_: unknown, key: PropertyKey, receiver: unknown): unknown => {
    const { target, handler, hidden } = guarded;
    for (let i = 0; i < hidden.length; i++) if (key === hidden[i]) return undefined;
    const trap = ownTrap(guarded, 'get');
    return trap === undefined
      ? reflectGet(target, key, receiver)
      : apply(trap, handler, [target, key, receiver] as never);
  };
}

function trapOf(guarded: Guarded, name: string): unknown {
  const { target, root, handler } = guarded;
  const trap = ownTrap(guarded, name);
  if (trap === undefined && target === root) return undefined;
  return (...args: unknown[]): unknown => {
    args[0] = target;
    return trap === undefined
      ? apply(reflect[name] as Trap, undefined, args as never)
      : apply(trap, handler, args as never);
  };
}

function ownTrap({ handler, state }: Guarded, name: string): Trap | undefined {
  if (state.revoked) throw new TypeErrorConstructor(`Cannot perform '${name}' on a proxy that has been revoked`);
  return (handler as Record<string, Trap | null | undefined>)[name] ?? undefined;
}
