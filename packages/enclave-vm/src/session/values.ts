import { costLimit } from '../kernel/codec/cost.ts';
import { type Decoded, type DecodeOptions, decode } from '../kernel/codec/decode.ts';
import { type Encoded, type EncodeOptions, encode } from '../kernel/codec/encode.ts';
import { PLAIN } from '../kernel/wire.ts';
import { decodeInTurns } from './decode-in-turns.ts';
import { isPlainJson } from './plain-json.ts';
import { withoutStacks } from './without-stacks.ts';

type HostEncodeOptions = Pick<EncodeOptions, 'root' | 'limit' | 'functionId'>;

/**
 * Encodes a value for the guest. Plain JSON data, the usual case, goes the way of `JSON.stringify`. Keys such as
 * `__proto__` are data like any other: the guest gets them as own properties.
 */
export function encodeForGuest(value: unknown, options: HostEncodeOptions): Encoded {
  if (isPlainJson(value)) {
    const text = PLAIN + JSON.stringify(value);
    if (text.length <= options.limit) return { ok: true, text };
    return { ok: false, tooLarge: true, dear: false, path: options.root, problem: 'is too large' };
  }
  return encode(value, { ...options, toHost: false, toBase64 });
}

/** Decodes what the guest's kernel encoded, as if an attacker had written it. */
export function decodeFromGuest(text: string, limit: number): Decoded {
  const options = hostileOptions(limit);
  return text[0] === PLAIN ? decode(text, options) : withoutStacks(() => decode(text, options));
}

/** From this length on a text is not read in one go: others want the event loop, too. */
export const LONG = 128 * 1024;

/** The same for a long text, unless nobody waits for it any more. */
export const decodeLongFromGuest = (text: string, limit: number, isOver: () => boolean): Promise<Decoded> =>
  decodeInTurns(text, hostileOptions(limit), isOver);

const hostileOptions = (limit: number): DecodeOptions => ({
  hostile: true,
  limit: limit * SLACK,
  costLimit: costLimit(limit),
  fromBase64,
});

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** Bytes of their own buffer: a small Buffer would share one with others. Node passes over what is no base64. */
function fromBase64(text: string): Uint8Array | null {
  const buffer = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (buffer.length !== (text.length / 4) * 3 - padding) return null;
  const alone = buffer.byteLength === buffer.buffer.byteLength;
  return alone ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer);
}

/** The sender counts text, the receiver units of meaning: they differ by a little in either direction. */
const SLACK = 2;
