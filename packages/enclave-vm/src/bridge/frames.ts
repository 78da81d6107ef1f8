import { FROM_GUEST } from '../kernel/wire.ts';
import { LinkFault } from './link.ts';

/** One frame of a message: see `kernel/wire.ts`. */
export interface Frame {
  readonly kind: string;
  readonly first: number;
  readonly second: number;
  readonly payload: string;
}

const KINDS = new Set<string>(Object.values(FROM_GUEST));
const HEADER = /([A-Z]) (\d{1,15}) (\d{1,15}) (\d{1,10})\n/y;

/**
 * Takes a message of the guest's kernel apart, as if an attacker had written it.
 *
 * @param most frames that a kernel would send at a time: a message of a million would cost the host its memory
 * @throws LinkFault `protocol`
 */
export function readFrames(text: string, most: number): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < text.length; ) {
    if (frames.length >= most) throw new LinkFault('protocol', `The message has more than ${most} frames`);
    HEADER.lastIndex = at;
    const header = HEADER.exec(text);
    if (header === null) throw new LinkFault('protocol', 'The message has a malformed header');
    const kind = header[1] as string;
    const start = HEADER.lastIndex;
    const end = start + Number(header[4]);
    if (!KINDS.has(kind) || end > text.length) throw new LinkFault('protocol', 'The message has a malformed frame');
    frames.push({ kind, first: Number(header[2]), second: Number(header[3]), payload: text.slice(start, end) });
    at = end;
  }
  if (frames.at(-1)?.kind !== FROM_GUEST.state) throw new LinkFault('protocol', 'The message has no end');
  return frames;
}

/** Writes one frame for the kernel. */
export function writeFrame(kind: string, first: number, second: number, payload: string): string {
  return `${kind} ${first} ${second} ${payload.length}\n${payload}`;
}
