import { type Decoded, decode } from '../kernel/codec/decode.ts';
import { type Encoded, type EncodeOptions, encode } from '../kernel/codec/encode.ts';
import { PLAIN } from '../kernel/wire.ts';
import { isPlainJson } from './plain-json.ts';

type HostEncodeOptions = Pick<EncodeOptions, 'root' | 'limit' | 'functionId'>;

/**
 * Encodes a value for the guest. Plain JSON data, the usual case, goes the way of `JSON.stringify`. Keys such as
 * `__proto__` are data like any other: the guest gets them as own properties.
 */
export function encodeForGuest(value: unknown, options: HostEncodeOptions): Encoded {
  if (isPlainJson(value)) {
    const text = PLAIN + JSON.stringify(value);
    if (text.length <= options.limit) return { ok: true, text };
    return { ok: false, tooLarge: true, path: options.root, problem: 'is too large' };
  }
  return encode(value, { ...options, refusePrototypeKeys: false });
}

/** Decodes what the guest's kernel encoded, as if an attacker had written it. */
export function decodeFromGuest(text: string, limit: number): Decoded {
  return decode(text, { hostile: true, limit: limit * SLACK });
}

/** The sender counts text, the receiver units of meaning: they differ by a little in either direction. */
const SLACK = 2;
