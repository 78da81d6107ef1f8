import type { Tape } from './tape.ts';

/** What a child does instead of one answer: the pieces that it writes, and whether it goes on living. */
export interface Step {
  readonly pieces: readonly Buffer[];
  readonly exit?: boolean;
}

const HEADER = 24;
const LENGTHS = [0, 1, 23, 24, 25, 255, 65_536, 2 ** 20, 96 * 2 ** 20, 96 * 2 ** 20 + 1, 2 ** 31, 2 ** 32 - 1];
const FIGURES = [Number.NaN, -1, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, 2 ** 53, 5e-324];

const random = (tape: Tape, count: number): Buffer => Buffer.from(Array.from({ length: count }, () => tape.below(256)));

/** One thing that a taken-over child may do to the bytes of a frame. */
function distort(tape: Tape, frame: Buffer, other: Buffer): Buffer {
  const bytes = Buffer.from(frame);
  const at = tape.below(bytes.length + 1);
  switch (tape.below(12)) {
    case 0:
      if (at < bytes.length) bytes[at] = tape.below(256);
      return bytes;
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + tape.below(40))]);
    case 3:
      return Buffer.concat([bytes, bytes]);
    case 4:
      if (bytes.length >= HEADER) bytes.writeUInt32LE(tape.pick(LENGTHS), 0);
      return bytes;
    case 5:
      if (bytes.length >= HEADER) bytes[4] = tape.below(256);
      return bytes;
    case 6:
      if (bytes.length >= HEADER) bytes[5] = tape.below(4);
      return bytes;
    case 7:
      if (bytes.length >= HEADER) bytes.writeDoubleLE(tape.pick(FIGURES), tape.below(2) === 0 ? 8 : 16);
      return bytes;
    case 8:
      return Buffer.concat([random(tape, 1 + tape.below(60)), bytes]);
    case 9:
      return Buffer.concat([bytes, other]);
    case 10:
      return other;
    default: {
      // As long as it says, and nothing that a kernel would say.
      const length = tape.pick([1, 4_096, 65_536, 2 ** 20, 2 ** 23]);
      const head = Buffer.from(bytes.subarray(0, HEADER));
      if (head.length === HEADER) head.writeUInt32LE(length, 0);
      return Buffer.concat([head, Buffer.alloc(length, random(tape, 3))]);
    }
  }
}

function cut(tape: Tape, bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let count = tape.below(4); count > 0; count--) {
    const to = from + tape.below(Math.max(1, bytes.length - from));
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return [...pieces, bytes.subarray(from)].filter((piece) => piece.length > 0);
}

/** The steps of a child that was taken over, made of the frames that an honest one sends. */
export function hostileSteps(tape: Tape, honest: readonly Buffer[]): Step[] {
  // The first frame says that the child is ready: a child that is not has less to say.
  const target = tape.below(4) === 0 ? 0 : 1 + tape.below(honest.length - 1);
  return honest.map((frame, index) => {
    let bytes = frame;
    if (index === target) {
      for (let count = 1 + tape.below(3); count > 0; count--)
        bytes = distort(tape, bytes, honest[tape.below(honest.length)] as Buffer);
    }
    const exit = index === target && tape.below(8) === 0;
    return { pieces: cut(tape, bytes), ...(exit ? { exit } : {}) };
  });
}
