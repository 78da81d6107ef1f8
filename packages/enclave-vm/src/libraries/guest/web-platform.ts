/** `structuredClone`, `atob`, `btoa`, `DOMException` (which they throw) and `queueMicrotask`. */
import './base64.ts';
import 'core-js/modules/web.structured-clone.js';
import { defineGlobal } from './define-global.ts';

defineGlobal('structuredClone', globalThis.structuredClone);

const settled = Promise.resolve();
const then = settled.then.bind(settled);
defineGlobal('queueMicrotask', function queueMicrotask(callback: () => void): void {
  if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
  // What the callback throws becomes a rejection that nobody handled.
  then(() => callback());
});

export default undefined;
