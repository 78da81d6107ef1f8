/** `URL` and `URLSearchParams`, from whatwg-url, with the errors of Node. */
import WhatwgURL from 'whatwg-url/lib/URL.js';
import UrlImplementation from 'whatwg-url/lib/URL-impl.js';
import WhatwgURLSearchParams from 'whatwg-url/lib/URLSearchParams.js';
import { defineGlobal } from './define-global.ts';
import { nodeError } from './node-error.ts';

function reword(error: unknown, input: string, base?: string): unknown {
  if (!(error instanceof TypeError)) return error;
  return nodeError(TypeError, 'ERR_INVALID_URL', 'Invalid URL', base === undefined ? { input } : { input, base });
}

UrlImplementation.implementation = class extends UrlImplementation.implementation {
  constructor(realm: object, args: [input: string, base?: string]) {
    try {
      super(realm, args);
    } catch (error) {
      throw reword(error, ...args);
    }
  }

  override get href(): string {
    return super.href;
  }

  override set href(value: string) {
    try {
      super.href = value;
    } catch (error) {
      throw reword(error, value);
    }
  }
};

// An object of its own, since `install` leaves a registry under a symbol on what it is given.
const realm: Record<string, unknown> = { Array, Object, Promise, String, TypeError };
WhatwgURL.install(realm, ['Window']);
WhatwgURLSearchParams.install(realm, ['Window']);

defineGlobal('URL', realm.URL);
defineGlobal('URLSearchParams', realm.URLSearchParams);

export default undefined;
