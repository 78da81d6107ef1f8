import {
  apply,
  canonicalLocales,
  construct,
  getOwnPropertyDescriptor,
  IntlObject,
  ownKeys,
  toObject,
} from './primordials.ts';
import { define, exposeConstructor } from './shapes.ts';

const LOCALE = 'en-US';
const TIME_ZONE = 'UTC';

/**
 * Default locale and time zone tell where the host is. Here they are en-US and UTC: every `Intl` constructor and every
 * locale-sensitive method gets them, also as the last resort for a locale that nobody has data for.
 */
export function tameLocale(methods: readonly LocaleMethod[]): void {
  const names = ownKeys(IntlObject);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (typeof name === 'string' && name !== 'Locale') replaceFormatter(name);
  }
  for (let i = 0; i < methods.length; i++) {
    const method = methods[i] as LocaleMethod;
    replaceMethod(method.holder, method.name, method.locales, method.dates);
  }
}

/** A method whose result depends on the default locale. */
export interface LocaleMethod {
  readonly holder: object;
  readonly name: string;
  /** Where among its arguments the locales are. */
  readonly locales: number;
  /** It takes options with a time zone. */
  readonly dates: boolean;
}

type Formatter = { new (locales?: unknown, options?: unknown): object; readonly prototype: object };

function replaceFormatter(name: string): void {
  const native = getOwnPropertyDescriptor(IntlObject, name)?.value as Formatter;
  if (typeof native !== 'function' || native.prototype === undefined) return;
  const dates = name === 'DateTimeFormat';
  function createFormatter(locales: unknown, options: unknown): object {
    const target = (new.target as unknown as Formatter | undefined) ?? native;
    return construct(native, [withLocale(locales), dates ? withTimeZone(options) : options], target);
  }
  const exposed = exposeConstructor(name, 0, createFormatter, native.prototype, null);
  const supported = getOwnPropertyDescriptor(native, 'supportedLocalesOf')?.value as unknown;
  if (supported !== undefined) define(exposed, 'supportedLocalesOf', supported);
  define(IntlObject, name, exposed);
}

function replaceMethod(holder: object, name: string, localesAt: number, dates: boolean): void {
  const native = getOwnPropertyDescriptor(holder, name)?.value as (...args: unknown[]) => unknown;
  const methods: Record<string, unknown> = {
    [name](this: unknown, ...args: unknown[]): unknown {
      for (let i = args.length; i <= localesAt + (dates ? 1 : 0); i++) define(args, i, undefined, true);
      args[localesAt] = withLocale(args[localesAt]);
      if (dates) args[localesAt + 1] = withTimeZone(args[localesAt + 1]);
      return apply(native, this, args);
    },
  };
  define(holder, name, methods[name]);
}

function withLocale(locales: unknown): unknown {
  if (locales === undefined) return LOCALE;
  const list = canonicalLocales(locales as string[]);
  define(list, list.length, LOCALE, true);
  return list;
}

/** Options that inherit from the given ones. The zone is read once: a getter could give another one to V8. */
function withTimeZone(options: unknown): unknown {
  if (options === null) return options;
  const base = options === undefined ? null : toObject(options);
  const complete = { __proto__: base } as unknown as { timeZone?: unknown };
  const { timeZone } = complete;
  define(complete, 'timeZone', timeZone === undefined ? TIME_ZONE : timeZone, true);
  return complete;
}
