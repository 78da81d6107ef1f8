import { describe, expect, it } from 'vitest';
import { createFrameWriter, type Frame, HEADER_BYTES, type Usage } from './frame.ts';
import { createFrameReader, FrameError } from './frame-reader.ts';

const texts = [
  '',
  'plain',
  'naïve ☃ 🎉',
  '\ud800 alone',
  'x'.repeat(300_000),
  '☃'.repeat(5_000),
  'é🎉'.repeat(70_000),
  `${'☃'.repeat(70_000)}\ud83d`,
];

const usage = (cpuMicros: number, memory: number) => ({ cpuMicros, memory });

function encode(kind: number, text: string, figures?: Usage): Buffer {
  const writer = createFrameWriter(Buffer);
  writer.add(kind, text, figures);
  return writer.take();
}

function collect(chunks: Buffer[], maxBytes = 1e6): Frame[] {
  const frames: Frame[] = [];
  const reader = createFrameReader(
    (frame) => frames.push(frame),
    () => maxBytes,
  );
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

function cut(bytes: Buffer, size: number): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

describe('frames', () => {
  const writer = createFrameWriter(Buffer);
  for (const [kind, text] of texts.entries()) writer.add(kind, text, usage(kind * 2.5, kind * 1e10));
  const sent = writer.take();

  for (const size of [sent.length, 65_536, 1_000, 25, 7, 1]) {
    it(`arrive whole in chunks of ${size}`, () => {
      const frames = collect(cut(sent, size));
      expect(frames.map((frame) => frame.text)).toEqual(texts);
      expect(frames.map((frame) => frame.kind)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(frames.map((frame) => frame.usage.cpuMicros)).toEqual([0, 2.5, 5, 7.5, 10, 12.5, 15, 17.5]);
      expect(frames[5]?.usage.memory).toBe(5e10);
    });
  }

  it('refuses a frame that claims more than is allowed, before it arrives', () => {
    const header = encode(1, 'x'.repeat(101)).subarray(0, HEADER_BYTES);
    expect(() => collect([header], 100)).toThrow(FrameError);
  });

  it('are overwritten by the next ones, unless they were left to whoever took them', () => {
    const again = createFrameWriter(Buffer);
    again.add(1, 'first');
    const first = again.take();
    again.renew();
    again.add(2, 'second');
    const second = again.take();
    again.add(3, 'third');
    again.take();
    expect(collect([first, second]).map((frame) => frame.text)).toEqual(['first', 'third']);
  });

  it('refuses figures that are not numbers', () => {
    expect(() => collect([encode(1, '', usage(Number.NaN, 0))])).toThrow(FrameError);
    expect(() => collect([encode(1, '', usage(0, -1))])).toThrow(FrameError);
  });
});
