/**
 * What kernel and host agree on. A message is a row of frames: a kind, three numbers, a line feed, and as many UTF-16
 * units of payload as the last number says. `bridge/frames.ts` is the host's side of it.
 */
export * as FAULT from './wire-faults.ts';
export * as FROM_GUEST from './wire-from-guest.ts';
export * as TO_GUEST from './wire-to-guest.ts';

/** Codes that kernel or host may give a fault, by index: see `wire-faults.ts`. */
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

/** Longest name of a tool, in UTF-16 units. */
export const MAX_TOOL_NAME_LENGTH = 1000;

/** Most hexadecimal digits of a bigint that crosses: reading more takes the receiver long. */
export const MAX_BIGINT_DIGITS = 16_384;

/**
 * Most units of text of an error with all that it holds, and of a regular expression: they are read in one go, where a
 * receiver may read other things bit by bit.
 */
export const MAX_LEAF_UNITS = 262_144;

/** Longest record of what was thrown, causes and all, and what the host lets through of one. */
export const MAX_RECORD_LENGTH = 32_768;

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
