/**
 * The frames on the pipe between host and child: the only thing that the two halves share. A frame is a header of
 * fixed size and one string.
 *
 *   0  u32  bytes of text that follow the header
 *   4  u8   kind
 *   5  u8   encoding of the text
 *   8  f64  CPU time of the child so far, in microseconds (child to host only)
 *  16  f64  memory of the child in bytes (child to host only)
 */
export const HEADER_BYTES = 24;
const KIND_AT = 4;
const ENCODING_AT = 5;
const CPU_AT = 8;
const MEMORY_AT = 16;

/** Host to child. */
export const HOST_FRAME = {
  /** Text of the kernel: sent once, right after the start. */
  kernel: 1,
  /** JSON array of library texts: sent once, after the kernel. */
  libraries: 2,
  /** Config of the next run. */
  config: 3,
  /** Source of the next run. Answered by `opened` or `refused`. */
  code: 4,
  /** Input of one exchange. Answered by `output`. */
  input: 5,
  /** The run is over. Answered by `ready` when the next realm stands. */
  end: 6,
} as const;

/** Child to host. */
export const CHILD_FRAME = {
  ready: 1,
  opened: 2,
  /** The source is no function body: the text says why. */
  refused: 3,
  output: 4,
  /** The realm broke in a way that the kernel did not foresee: the child is of no more use. */
  broken: 5,
} as const;

export interface Frame {
  readonly kind: number;
  readonly text: string;
  readonly cpuMicros: number;
  readonly memory: number;
}

export interface Header {
  readonly bytes: number;
  readonly kind: number;
  readonly utf16: boolean;
  readonly cpuMicros: number;
  readonly memory: number;
}

/** What the encoder needs of `Buffer`: passed in, since the child takes its globals away. */
export type BufferClass = typeof Buffer;

/**
 * Makes one frame. UTF-8 is by far the fastest way for the JSON that travels here, but it would turn a lone surrogate
 * into U+FFFD: such text goes as UTF-16.
 */
export function encodeFrame(buffers: BufferClass, kind: number, text: string, cpuMicros = 0, memory = 0): Buffer {
  const utf16 = !text.isWellFormed();
  const encoding = utf16 ? 'utf16le' : 'utf8';
  // Three bytes a code unit is the most that UTF-8 takes: for a small text one pass and some slack beats two passes.
  const room = text.length < 4096 ? text.length * 3 : buffers.byteLength(text, encoding);
  const frame = buffers.allocUnsafe(HEADER_BYTES + room);
  const bytes = frame.write(text, HEADER_BYTES, encoding);
  frame.writeUInt32LE(bytes, 0);
  frame.writeUInt32LE(0, KIND_AT);
  frame[KIND_AT] = kind;
  frame[ENCODING_AT] = utf16 ? 1 : 0;
  frame.writeDoubleLE(cpuMicros, CPU_AT);
  frame.writeDoubleLE(memory, MEMORY_AT);
  return frame.subarray(0, HEADER_BYTES + bytes);
}

/** Reads a header. The caller judges whether the figures make sense. */
export function decodeHeader(source: Buffer, offset = 0): Header {
  return {
    bytes: source.readUInt32LE(offset),
    kind: source[offset + KIND_AT] as number,
    utf16: source[offset + ENCODING_AT] !== 0,
    cpuMicros: source.readDoubleLE(offset + CPU_AT),
    memory: source.readDoubleLE(offset + MEMORY_AT),
  };
}

export function decodeText(source: Buffer, header: Header, start: number): string {
  return source.toString(header.utf16 ? 'utf16le' : 'utf8', start, start + header.bytes);
}
