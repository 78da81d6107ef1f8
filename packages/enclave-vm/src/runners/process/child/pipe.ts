import { readSync, writeSync } from 'node:fs';
import { type BufferClass, createFrameWriter, decodeHeader, decodeText, HEADER_BYTES, type Usage } from '../frame.ts';

const INPUT = 0;
const OUTPUT = 1;
const CHUNK = 64 * 1024;

export interface IncomingFrame {
  readonly kind: number;
  readonly text: string;
}

/**
 * The child's end of the pipe. It blocks: between two frames there is nothing else to do, and a blocking read answers
 * in a third of the time that the event loop takes. `leave` is called when the host is gone.
 */
export function openPipe(buffers: BufferClass, leave: () => never) {
  const chunk = buffers.allocUnsafeSlow(CHUNK);
  const writer = createFrameWriter(buffers);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  let start = 0;
  let end = 0;

  function retry<T>(act: () => T): T {
    for (;;) {
      try {
        return act();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') leave();
        // A host that made the pipe non-blocking: ask again in a millisecond.
        Atomics.wait(nap, 0, 0, 1);
      }
    }
  }

  function readInto(target: Buffer, from: number): number {
    const count = retry(() => readSync(INPUT, target, from, target.length - from, null));
    if (count === 0) leave();
    return count;
  }

  /** Makes sure that `count` bytes stand in the chunk from `start` on. */
  function need(count: number): void {
    if (end - start >= count) return;
    if (chunk.length - start < count) {
      chunk.copyWithin(0, start, end);
      end -= start;
      start = 0;
    }
    while (end - start < count) end += readInto(chunk, end);
  }

  return {
    read(): IncomingFrame {
      if (start === end) start = end = 0;
      need(HEADER_BYTES);
      const header = decodeHeader(chunk, start);
      start += HEADER_BYTES;
      if (header.bytes <= CHUNK) {
        need(header.bytes);
        start += header.bytes;
        return { kind: header.kind, text: decodeText(chunk, header, start - header.bytes) };
      }
      const large = buffers.allocUnsafeSlow(header.bytes);
      let filled = chunk.copy(large, 0, start, end);
      start = end = 0;
      while (filled < large.length) filled += readInto(large, filled);
      return { kind: header.kind, text: decodeText(large, header, 0) };
    },
    write(kind: number, text: string, usage: Usage): void {
      writer.add(kind, text, usage);
      const frame = writer.take();
      for (let at = 0; at < frame.length; ) at += retry(() => writeSync(OUTPUT, frame, at, frame.length - at));
    },
  };
}
