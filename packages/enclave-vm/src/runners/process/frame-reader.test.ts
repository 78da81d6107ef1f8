import { describe, expect, it } from 'vitest';
import { encodeFrame, type Frame, HEADER_BYTES } from './frame.ts';
import { createFrameReader, FrameError } from './frame-reader.ts';

const texts = ['', 'plain', 'naïve ☃ 🎉', '\ud800 alone', 'x'.repeat(300_000), '☃'.repeat(5_000)];

const usage = (cpuMicros: number, memory: number) => ({ cpuMicros, memory });

function collect(chunks: Buffer[], maxBytes?: number): Frame[] {
  const frames: Frame[] = [];
  const reader = createFrameReader((frame) => frames.push(frame), maxBytes);
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

function cut(bytes: Buffer, size: number): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

describe('frames', () => {
  const sent = Buffer.concat(
    texts.map((text, kind) => encodeFrame(Buffer, kind, text, usage(kind * 2.5, kind * 1e10))),
  );

  for (const size of [sent.length, 65_536, 1_000, 25, 7, 1]) {
    it(`arrive whole in chunks of ${size}`, () => {
      const frames = collect(cut(sent, size));
      expect(frames.map((frame) => frame.text)).toEqual(texts);
      expect(frames.map((frame) => frame.kind)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(frames.map((frame) => frame.usage.cpuMicros)).toEqual([0, 2.5, 5, 7.5, 10, 12.5]);
      expect(frames[5]?.usage.memory).toBe(5e10);
    });
  }

  it('refuses a frame that claims more than is allowed, before it arrives', () => {
    const header = encodeFrame(Buffer, 1, 'x'.repeat(101)).subarray(0, HEADER_BYTES);
    expect(() => collect([header], 100)).toThrow(FrameError);
  });

  it('refuses figures that are not numbers', () => {
    expect(() => collect([encodeFrame(Buffer, 1, '', usage(Number.NaN, 0))])).toThrow(FrameError);
    expect(() => collect([encodeFrame(Buffer, 1, '', usage(0, -1))])).toThrow(FrameError);
  });
});
