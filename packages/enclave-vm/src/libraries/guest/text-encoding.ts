/**
 * `TextEncoder` and `TextDecoder` (UTF-8, UTF-16, Latin-1 and the other single-byte encodings), from @exodus/bytes, with
 * the errors of Node.
 */
import { TextDecoder as BytesDecoder, TextEncoder } from '@exodus/bytes/encoding-lite.js';
import { defineGlobal } from './define-global.ts';
import { nodeError } from './node-error.ts';

class TextDecoder extends BytesDecoder {
  constructor(...args: ConstructorParameters<typeof BytesDecoder>) {
    try {
      super(...args);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw nodeError(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${args[0]}" encoding is not supported`);
    }
  }

  override decode(...args: Parameters<InstanceType<typeof BytesDecoder>['decode']>): string {
    try {
      return super.decode(...args);
    } catch (error) {
      if (!(error instanceof TypeError) || !isBytes(args[0])) throw error;
      const message = `The encoded data was not valid for encoding ${this.encoding}`;
      throw nodeError(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', message);
    }
  }
}

const isBytes = (input: unknown): boolean =>
  input === undefined || input instanceof ArrayBuffer || ArrayBuffer.isView(input);

defineGlobal('TextEncoder', TextEncoder);
defineGlobal('TextDecoder', TextDecoder);

export default undefined;
