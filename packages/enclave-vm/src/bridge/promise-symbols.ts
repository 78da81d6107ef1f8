let known: readonly symbol[] | undefined;

/**
 * The symbols under which Node looks for what its async hooks have noted on a promise. It asks each promise that is
 * rejected, those of a vm context as well, and whoever is asked learns them.
 */
export function promiseSymbols(): readonly symbol[] {
  known ??= askedOfPromises();
  return known;
}

function askedOfPromises(): symbol[] {
  const asked = new Set<symbol>();
  let reject: () => void = () => {};
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  const listener = {
    get(target: object, key: PropertyKey, receiver: unknown): unknown {
      if (typeof key === 'symbol') asked.add(key);
      return Reflect.get(target, key, receiver);
    },
  };
  Object.setPrototypeOf(promise, new Proxy(Promise.prototype, listener));
  reject();
  // Handled, after all: nobody is to hear of it.
  Promise.prototype.then.call(promise, undefined, () => {});
  return [...asked].filter((symbol) => Symbol.keyFor(symbol) === undefined && !isWellKnown(symbol));
}

const isWellKnown = (symbol: symbol): boolean =>
  Object.getOwnPropertyNames(Symbol).some((name) => Reflect.get(Symbol, name) === symbol);
