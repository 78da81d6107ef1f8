import { costLimit, MAX_OBJECTS } from '../kernel/codec/cost.ts';
import { type Decoded, type DecodeOptions, decode } from '../kernel/codec/decode.ts';
import { encode } from '../kernel/codec/encode.ts';
import type { Encoded, EncodeOptions } from '../kernel/codec/encode-walk.ts';
import { PLAIN } from '../kernel/wire.ts';
import { decodeInTurns } from './decode-in-turns.ts';
import { encodeInTurns } from './encode-in-turns.ts';
import { stringifyInTurns } from './stringify-in-turns.ts';
import { look, type Survey, startSurvey } from './survey.ts';
import type { TakeTurns } from './turns.ts';
import { withoutStacks } from './without-stacks.ts';

type HostEncodeOptions = Pick<EncodeOptions, 'root' | 'limit' | 'functionId'>;

/**
 * Encodes a value for the guest. Plain JSON data, the usual case, goes the way of `JSON.stringify`. Keys such as
 * `__proto__` are data like any other: the guest gets them as own properties.
 */
export function encodeForGuest(value: unknown, options: HostEncodeOptions): Encoded {
  const survey = startSurvey(new Set(), Number.POSITIVE_INFINITY);
  look(survey, value);
  return encodeSurveyed(survey, value, options);
}

/** Units that may be looked at and written in one go, by several calls together. */
export interface Room {
  units: number;
}

/** The same, unless there is not enough room for it. What it takes is taken off the room. */
export function encodeShortForGuest(value: unknown, options: HostEncodeOptions, room: Room): Encoded | undefined {
  const survey = startSurvey(new Set(), room.units);
  look(survey, value);
  room.units = survey.left;
  return survey.left < 0 ? undefined : encodeSurveyed(survey, value, options);
}

/** The same, bit by bit. */
export async function encodeLongForGuest(
  value: unknown,
  options: HostEncodeOptions,
  takeTurns: TakeTurns,
): Promise<Encoded> {
  try {
    const text = await stringifyInTurns(value, options.limit, takeTurns);
    if (text !== undefined) return plain(text, options);
  } catch {
    // Text that is longer than V8 can write.
    return tooLarge(options);
  }
  return encodeInTurns(value, { ...options, toBase64 }, takeTurns);
}

function encodeSurveyed(survey: Survey, value: unknown, options: HostEncodeOptions): Encoded {
  if (!survey.plain) return encode(value, { ...options, toHost: false, toBase64 });
  try {
    return plain(JSON.stringify(value), options);
  } catch {
    return tooLarge(options);
  }
}

const plain = (text: string, options: HostEncodeOptions): Encoded =>
  PLAIN.length + text.length > options.limit ? tooLarge(options) : { ok: true, text: PLAIN + text };

const tooLarge = ({ root }: HostEncodeOptions): Encoded => ({
  ok: false,
  tooLarge: true,
  dear: false,
  path: root,
  problem: 'is too large',
});

/** What the guest may have the host make at a time. */
export interface Allowance {
  left: number;
}

export const startAllowance = (): Allowance => ({ left: MAX_OBJECTS });

/** Decodes what the guest's kernel encoded, as if an attacker had written it. */
export function decodeFromGuest(text: string, limit: number, objects = startAllowance()): Decoded {
  const options = hostileOptions(limit, objects);
  return text[0] === PLAIN ? decode(text, options) : withoutStacks(() => decode(text, options));
}

/** From this length on a text is not read in one go: others want the event loop, too. */
export const LONG = 128 * 1024;

/** The same for a long text. */
export const decodeLongFromGuest = (
  text: string,
  limit: number,
  objects: Allowance,
  takeTurns: TakeTurns,
): Promise<Decoded> => decodeInTurns(text, hostileOptions(limit, objects), takeTurns);

const hostileOptions = (limit: number, objects: Allowance): DecodeOptions => ({
  hostile: true,
  limit: limit * SLACK,
  objects,
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
