/** `structuredClone`, `atob`, `btoa`, `DOMException` (which they throw) and `queueMicrotask`. */
import './dom-exception.ts';
import 'core-js/modules/web.atob.js';
import 'core-js/modules/web.btoa.js';
import 'core-js/modules/web.structured-clone.js';
import { defineGlobal } from './define-global.ts';

const { atob, btoa, structuredClone } = globalThis;
defineGlobal('atob', atob);
defineGlobal('btoa', btoa);
defineGlobal('structuredClone', structuredClone);

const settled = Promise.resolve();
const then = settled.then.bind(settled);
defineGlobal('queueMicrotask', function queueMicrotask(callback: () => void): void {
  if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
  // What the callback throws becomes a rejection that nobody handled.
  then(() => callback());
});

export default undefined;
