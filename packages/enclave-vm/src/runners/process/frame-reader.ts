import { StringDecoder } from 'node:string_decoder';
import { decodeHeader, decodeText, encodingOf, type Frame, HEADER_BYTES, type Header } from './frame.ts';

/** The far side sent bytes that are no frame. */
export class FrameError extends Error {}

/** A frame of which some bytes are still to come. */
interface Started {
  readonly header: Header;
  readonly decoder: StringDecoder;
  text: string;
  /** Bytes to come. */
  missing: number;
}

/**
 * Makes frames of the chunks that come out of a child, who is taken to be hostile: whatever it claims, no more than
 * `maxBytes` are ever held, and nothing is built but numbers and strings. A long text is decoded as it comes: all of it
 * in one go would take the event loop of the host for long.
 */
export function createFrameReader(onFrame: (frame: Frame) => void, maxBytes: () => number) {
  let rest: Buffer = Buffer.alloc(0);
  let started: Started | undefined;

  function acceptHeader(source: Buffer, offset: number): Header {
    const next = decodeHeader(source, offset);
    const most = maxBytes();
    if (next.bytes > most) throw new FrameError(`a frame of ${next.bytes} bytes, where ${most} are allowed`);
    const { cpuMicros, memory } = next.usage;
    if (!(cpuMicros >= 0 && memory >= 0)) throw new FrameError('a frame with impossible figures');
    return next;
  }

  const give = ({ kind, usage }: Header, text: string): void => onFrame({ kind, text, usage });

  /** Takes what the started frame still lacks, and says where in `chunk` it ends. */
  function advance(frame: Started, chunk: Buffer): number {
    const taken = Math.min(frame.missing, chunk.length);
    frame.text += frame.decoder.write(chunk.subarray(0, taken));
    frame.missing -= taken;
    if (frame.missing === 0) {
      started = undefined;
      give(frame.header, frame.text + frame.decoder.end());
    }
    return taken;
  }

  return {
    push(chunk: Buffer): void {
      let at = started ? advance(started, chunk) : 0;
      const source = rest.length === 0 ? chunk : Buffer.concat([rest, chunk.subarray(at)]);
      if (source !== chunk) at = 0;
      while (source.length - at >= HEADER_BYTES) {
        const header = acceptHeader(source, at);
        const start = at + HEADER_BYTES;
        if (source.length - start < header.bytes) {
          rest = Buffer.alloc(0);
          started = { header, decoder: new StringDecoder(encodingOf(header)), text: '', missing: header.bytes };
          advance(started, source.subarray(start));
          return;
        }
        at = start + header.bytes;
        give(header, decodeText(source, header, start));
      }
      rest = source.subarray(at);
    },
  };
}
