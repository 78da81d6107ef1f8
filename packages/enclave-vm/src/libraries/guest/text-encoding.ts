/** `TextEncoder` and `TextDecoder` (UTF-8, UTF-16, Latin-1 and the other single-byte encodings), from @exodus/bytes. */
import { TextDecoder, TextEncoder } from '@exodus/bytes/encoding-lite.js';
import { defineGlobal } from './define-global.ts';

defineGlobal('TextEncoder', TextEncoder);
defineGlobal('TextDecoder', TextDecoder);

export default undefined;
