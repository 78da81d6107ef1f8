/** `atob` and `btoa` of core-js, with the messages of Node. */
import 'core-js/modules/web.atob.js';
import 'core-js/modules/web.btoa.js';
import { defineGlobal } from './define-global.ts';
import { DOMException } from './dom-exception.ts';

type Convert = (data: string) => string;

const { atob: decode, btoa: encode } = globalThis;

/** Valid, but for one character that is left over. */
const ONE_LEFT_OVER = /^(?:[A-Za-z\d+/]{4})*[A-Za-z\d+/]={0,2}$/;

function convert(how: Convert, args: ArrayLike<unknown>): string {
  try {
    return Reflect.apply(how, undefined, args);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const text = how === decode ? String(args[0]).replace(/[\t\n\f\r ]/g, '') : '';
    throw new DOMException(
      ONE_LEFT_OVER.test(text) ? 'The string to be decoded is not correctly encoded.' : 'Invalid character',
      'InvalidCharacterError',
    );
  }
}

// `arguments`, since to be called without any is an error of its own.
defineGlobal('atob', function atob(_data: string): string {
  // biome-ignore lint/complexity/noArguments: see above
  return convert(decode, arguments);
});
defineGlobal('btoa', function btoa(_data: string): string {
  // biome-ignore lint/complexity/noArguments: see above
  return convert(encode, arguments);
});
