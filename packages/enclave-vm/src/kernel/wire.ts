/**
 * What kernel and host agree on. A message is a row of frames: a kind, three numbers, a line feed, and as many UTF-16
 * units of payload as the last number says. `bridge/frames.ts` is the host's side of it.
 */
export const WIRE_VERSION = 1;

/** Frames from guest to host: kind, then what the two free numbers mean. */
export const FROM_GUEST = {
  /** Tool call: id, 0. Payload: the name as JSON, a line feed, the encoded arguments. */
  toolCall: 'C',
  /** Call of a host function from `globals`: id, function id. Payload: the encoded list of arguments. */
  functionCall: 'G',
  /** Console entry: level, time in ms. Payload: the text. */
  console: 'L',
  /** The script returned: 0, 0. Payload: the encoded value. */
  value: 'V',
  /** The script threw: index of a FAULT_CODES entry, 0. Payload: JSON of a FaultRecord. */
  thrown: 'X',
  /** A limit was hit: index of a FAULT_CODES entry, 0. Payload: JSON of its message and a trail. */
  limit: 'F',
  /** Ends each message. Loop iterations so far, 0. */
  state: 'S',
} as const;

/** Frames from host to guest. */
export const TO_GUEST = {
  /** A call succeeded: id, 0. Payload: the encoded result. */
  resolve: 'R',
  /** A call failed: id, index of a FAULT_CODES entry. Payload: JSON of a FailureRecord. */
  reject: 'E',
} as const;

/** Codes that kernel or host may give a fault, by index. */
export const FAULT_CODES = [
  'EXECUTION_ERROR',
  'TOOL_ERROR',
  'TOOL_TIMEOUT',
  'TOOL_PAYLOAD_TOO_LARGE',
  'SERIALIZATION_ERROR',
  'MAX_ITERATIONS',
  'MAX_TOOL_CALLS',
  'MAX_CONSOLE_CALLS',
  'OUTPUT_LIMIT_EXCEEDED',
  'RESULT_TOO_LARGE',
  'MEMORY_LIMIT_EXCEEDED',
  'STACK_LIMIT_EXCEEDED',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** Index of each code in {@link FAULT_CODES}. */
export const FAULT = {
  EXECUTION_ERROR: 0,
  TOOL_ERROR: 1,
  TOOL_TIMEOUT: 2,
  TOOL_PAYLOAD_TOO_LARGE: 3,
  SERIALIZATION_ERROR: 4,
  MAX_ITERATIONS: 5,
  MAX_TOOL_CALLS: 6,
  MAX_CONSOLE_CALLS: 7,
  OUTPUT_LIMIT_EXCEEDED: 8,
  RESULT_TOO_LARGE: 9,
  MEMORY_LIMIT_EXCEEDED: 10,
  STACK_LIMIT_EXCEEDED: 11,
} as const satisfies Record<FaultCode, number>;

/** A thrown value, as the host may know it. */
export type ThrownRecord = [
  name: string,
  message: string,
  trail: number[],
  cause: ThrownRecord | null,
  errors: ThrownRecord[],
];

/** What ended the script. The last three are the kernel's own knowledge. */
export type FaultRecord = [thrown: ThrownRecord, toolName: string | null, path: string | null, callId: number | null];

/** How a call failed: name, message, the error's own `code`, the path of a value that could not cross. */
export type FailureRecord = [name: string, message: string, code: string | null, path: string | null];

/** Order of console levels on the wire. */
export const CONSOLE_LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** The key that marks an object of the extended encoding. A plain object that has it is escaped. */
export const TAG = '$';

/** First character of an encoded value: plain JSON, or JSON with tagged objects in it. */
export const PLAIN = 'j';
export const EXTENDED = 'x';

/** Deepest nesting of a value that crosses, in either direction. */
export const MAX_DEPTH = 1000;

/** Longest name and message of a thrown value that cross, in UTF-16 units. */
export const MAX_NAME_LENGTH = 200;
export const MAX_MESSAGE_LENGTH = 8192;

/** Most functions of a trail that are kept. */
export const MAX_TRAIL = 100;

/** How far the causes and the collected errors of a thrown value are followed. */
export const MAX_CAUSES = 4;
export const MAX_ERRORS = 10;
