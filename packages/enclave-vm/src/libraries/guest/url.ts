/** `URL` and `URLSearchParams`, from whatwg-url. */
import WhatwgURL from 'whatwg-url/lib/URL.js';
import WhatwgURLSearchParams from 'whatwg-url/lib/URLSearchParams.js';
import { defineGlobal } from './define-global.ts';

// An object of its own, since `install` leaves a registry under a symbol on what it is given.
const realm = { Array, Object, Promise, String, TypeError } as Record<string, unknown>;
WhatwgURL.install(realm, ['Window']);
WhatwgURLSearchParams.install(realm, ['Window']);

defineGlobal('URL', realm.URL);
defineGlobal('URLSearchParams', realm.URLSearchParams);

export default undefined;
