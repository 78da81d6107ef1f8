/**
 * The frames on the pipe between host and child: the only thing that the two halves share. A frame is a header of
 * fixed size and one string.
 *
 *   0  u32  bytes of text that follow the header
 *   4  u8   kind
 *   5  u8   encoding of the text
 *
 * Then two f64 that only the child fills, its {@link Usage}.
 */
export const HEADER_BYTES = 24;
const KIND_AT = 4;
const ENCODING_AT = 5;
const USAGE_AT = 8;

/** What a child has used since it started. */
export interface Usage {
  /** CPU time of its guests, in microseconds. */
  readonly cpuMicros: number;
  /** Bytes in memory: the most that there have been, or what there was lately. */
  readonly memory: number;
}

const NO_USAGE: Usage = { cpuMicros: 0, memory: 0 };

/** Argument of a child that has a {@link Bell} as its descriptor {@link BELL_DESCRIPTOR}. */
export const BELL_ARGUMENT = 'bell';
export const BELL_DESCRIPTOR = 3;

/** Host to child. */
export const HOST_FRAME = {
  /** Text of the kernel: sent once, right after the start. */
  kernel: 1,
  /** Text of a library that this child has not seen. It is known by its number from then on, counted from 0. */
  library: 2,
  /** Begins a run: see {@link packRun}. */
  run: 3,
  /** Input of one exchange. Answered by `output`, or by `refused` if it is the first. */
  input: 4,
  /** The run is over. No answer. */
  end: 5,
  /** The run is over, and may have left work to be done after it. Answered by `ready` once nothing is left. */
  rest: 6,
} as const;

/** Child to host. */
export const CHILD_FRAME = {
  /** Sent when the first realm stands, and after a `rest`. */
  ready: 1,
  /** The source is no function body: the text says why. */
  refused: 2,
  output: 3,
  /** The realm broke in a way that the kernel did not foresee: the child is of no more use. */
  broken: 4,
} as const;

export interface Frame {
  readonly kind: number;
  readonly text: string;
  readonly usage: Usage;
}

export interface Header {
  readonly bytes: number;
  readonly kind: number;
  readonly utf16: boolean;
  readonly usage: Usage;
}

/** What the encoder needs of `Buffer`: passed in, since the child takes its globals away. */
export type BufferClass = typeof Buffer;

/** Room for the frames of a usual message. */
const USUAL_BYTES = 64 * 1024;

/** Collects frames that leave in one piece. */
export interface FrameWriter {
  add(kind: number, text: string, usage?: Usage): void;
  /** The bytes collected since the last time. They are overwritten by the next frame, unless {@link renew} is called. */
  take(): Buffer;
  /** Leaves the bytes that were taken to whoever took them. */
  renew(): void;
}

/** Shorter texts travel as UTF-8, whatever is in them. */
const SHORT = 4096;

/**
 * Writes frames into memory that is used again and again: a message costs no object but a view. UTF-8 is by far the
 * fastest way for JSON that is ASCII. It would turn a lone surrogate into U+FFFD, and what lies beyond ASCII takes the
 * reader ten times as long as UTF-16 does: such text goes as UTF-16.
 */
export function createFrameWriter(buffers: BufferClass): FrameWriter {
  let bytes = buffers.allocUnsafeSlow(USUAL_BYTES);
  let end = 0;

  function makeRoom(count: number): void {
    if (bytes.length - end >= count) return;
    const larger = buffers.allocUnsafeSlow(end + count);
    bytes.copy(larger, 0, 0, end);
    bytes = larger;
  }

  return {
    add(kind, text, usage = NO_USAGE) {
      const { length } = text;
      const utf16 = length < SHORT ? !text.isWellFormed() : buffers.byteLength(text) > length;
      // Three bytes a code unit is the most that UTF-8 takes: for a short text one pass and some slack beats two passes.
      makeRoom(HEADER_BYTES + (length < SHORT ? length * 3 : utf16 ? length * 2 : length));
      const written = bytes.write(text, end + HEADER_BYTES, utf16 ? 'utf16le' : 'utf8');
      bytes.writeUInt32LE(written, end);
      bytes.writeUInt32LE(kind | (utf16 ? 1 << 8 : 0), end + KIND_AT);
      bytes.writeDoubleLE(usage.cpuMicros, end + USAGE_AT);
      bytes.writeDoubleLE(usage.memory, end + USAGE_AT + 8);
      end += HEADER_BYTES + written;
    },
    take() {
      const taken = bytes.subarray(0, end);
      end = 0;
      // What a large message needed is not kept.
      if (bytes.length > USUAL_BYTES) bytes = buffers.allocUnsafeSlow(USUAL_BYTES);
      return taken;
    },
    renew() {
      bytes = buffers.allocUnsafeSlow(USUAL_BYTES);
    },
  };
}

/** What a child is told of a run. Libraries go by number. */
export interface PackedRun {
  readonly config: string;
  readonly code: string;
  readonly libraries: readonly number[];
}

/** One text, since each frame costs both sides some microseconds: a line of figures, and what they tell apart. */
export const packRun = ({ config, code, libraries }: PackedRun): string =>
  `${JSON.stringify([config.length, ...libraries])}\n${config}${code}`;

export function unpackRun(text: string): PackedRun {
  const configAt = text.indexOf('\n') + 1;
  const [configLength, ...libraries]: [number, ...number[]] = JSON.parse(text.slice(0, configAt));
  const codeAt = configAt + configLength;
  return { config: text.slice(configAt, codeAt), code: text.slice(codeAt), libraries };
}

/** Reads a header. The caller judges whether the figures make sense. */
export function decodeHeader(source: Buffer, offset = 0): Header {
  return {
    bytes: source.readUInt32LE(offset),
    kind: source[offset + KIND_AT] as number,
    utf16: source[offset + ENCODING_AT] !== 0,
    usage: {
      cpuMicros: source.readDoubleLE(offset + USAGE_AT),
      memory: source.readDoubleLE(offset + USAGE_AT + 8),
    },
  };
}

export const encodingOf = ({ utf16 }: Header): 'utf16le' | 'utf8' => (utf16 ? 'utf16le' : 'utf8');

export function decodeText(source: Buffer, header: Header, start: number): string {
  return source.toString(encodingOf(header), start, start + header.bytes);
}
