import { decodeHeader, decodeText, type Frame, HEADER_BYTES, type Header } from './frame.ts';

/** The far side sent bytes that are no frame. */
export class FrameError extends Error {}

/**
 * Makes frames of the chunks that come out of a child, who is taken to be hostile: whatever it claims, no more than
 * `maxBytes` are ever held, and nothing is built but numbers and one string a frame.
 */
export function createFrameReader(onFrame: (frame: Frame) => void, maxBytes: () => number) {
  let rest: Buffer = Buffer.alloc(0);
  let header: Header | undefined;
  /** The text of a frame that did not come in one chunk. */
  let large: Buffer | undefined;
  let filled = 0;

  function acceptHeader(source: Buffer, offset: number): Header {
    const next = decodeHeader(source, offset);
    const most = maxBytes();
    if (next.bytes > most) throw new FrameError(`a frame of ${next.bytes} bytes, where ${most} are allowed`);
    const { cpuMicros, memory } = next.usage;
    if (!(cpuMicros >= 0 && memory >= 0)) throw new FrameError('a frame with impossible figures');
    return next;
  }

  function give(source: Buffer, head: Header, start: number): void {
    onFrame({ kind: head.kind, text: decodeText(source, head, start), usage: head.usage });
  }

  /** Takes what the started large frame still lacks, and says where in `chunk` it ends. */
  function continueLarge(chunk: Buffer, head: Header, text: Buffer): number {
    const taken = chunk.copy(text, filled, 0, head.bytes - filled);
    filled += taken;
    if (filled === head.bytes) {
      header = large = undefined;
      give(text, head, 0);
    }
    return taken;
  }

  return {
    push(chunk: Buffer): void {
      let at = 0;
      if (header && large) at = continueLarge(chunk, header, large);
      const source = rest.length === 0 ? chunk : Buffer.concat([rest, chunk.subarray(at)]);
      if (source !== chunk) at = 0;
      while (source.length - at >= HEADER_BYTES) {
        const head = acceptHeader(source, at);
        const start = at + HEADER_BYTES;
        if (source.length - start < head.bytes) {
          header = head;
          large = Buffer.allocUnsafeSlow(head.bytes);
          filled = source.copy(large, 0, start);
          rest = Buffer.alloc(0);
          return;
        }
        give(source, head, start);
        at = start + head.bytes;
      }
      rest = source.subarray(at);
    },
  };
}
