import { readSync, writeSync } from 'node:fs';
import {
  BELL_DESCRIPTOR,
  type BufferClass,
  createFrameWriter,
  decodeHeader,
  decodeText,
  HEADER_BYTES,
  type Usage,
} from '../frame.ts';
import { createPatience } from '../patience.ts';

const INPUT = 0;
const OUTPUT = 1;
const CHUNK = 64 * 1024;

export interface IncomingFrame {
  readonly kind: number;
  readonly text: string;
}

export interface PipeOptions {
  readonly buffers: BufferClass;
  readonly now: () => number;
  /** The host rings after each message. */
  readonly bell: boolean;
  /** Called when the host is gone. */
  readonly leave: () => never;
}

/**
 * The child's end of the pipe. It blocks: between two frames there is nothing else to do, and a blocking read answers
 * in a third of the time that the event loop takes.
 */
export function openPipe({ buffers, now, bell, leave }: PipeOptions) {
  const chunk = buffers.allocUnsafeSlow(CHUNK);
  const writer = createFrameWriter(buffers);
  const patience = createPatience();
  const ring = buffers.alloc(4);
  /** The ring of the last message that was read. */
  let heard = 0;
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

  function readRing(): number {
    retry(() => readSync(BELL_DESCRIPTOR, ring, 0, 4, 0));
    return ring.readUInt32LE(0);
  }

  function readInto(target: Buffer, from: number): number {
    const since = now();
    const until = patience.until(since);
    while (bell && now() < until && readRing() === heard);
    const count = retry(() => readSync(INPUT, target, from, target.length - from, null));
    if (count === 0) leave();
    patience.note(now() - since);
    if (bell) heard = readRing();
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
