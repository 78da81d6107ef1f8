import { brandOf } from './codec/brand.ts';
import { faultOf } from './faults.ts';
import { format } from './format.ts';
import { isArray, quote, slice, toText } from './primordials.ts';
import { isNativeRangeError } from './tame-errors.ts';
import { trailOf } from './trail.ts';
import { FAULT, MAX_CAUSES, MAX_ERRORS, MAX_MESSAGE_LENGTH, MAX_NAME_LENGTH, MAX_RECORD_LENGTH } from './wire.ts';

/** Something that was thrown, as the host may know it. */
export interface Description {
  readonly code: number;
  /** JSON of a FaultRecord. */
  readonly record: string;
}

/**
 * Reads name, message and causes of what the script threw. Getters run here, in the guest. The code comes from what the
 * kernel knows, never from the value.
 */
export function describeThrown(thrown: unknown): Description {
  const fault = faultOf(thrown);
  const callId = typeof fault?.callId === 'number' ? toText(fault.callId) : 'null';
  room = MAX_RECORD_LENGTH;
  const record = `[${recordOf(thrown, 0)},${textOrNull(fault?.toolName)},${textOrNull(fault?.path)},${callId}]`;
  return { code: fault?.code ?? engineLimit(thrown), record };
}

/** Units left for the record that is being written: causes may be many and may refer to each other. */
let room = 0;

/** JSON of a ThrownRecord. */
function recordOf(thrown: unknown, depth: number): string {
  const head = `${quote(nameOf(thrown))},${quote(messageOf(thrown))},[${trailOf(thrown)}]`;
  room -= head.length + 10;
  const nested = depth < MAX_CAUSES && room > 0;
  const cause = nested ? causeOf(thrown, depth) : 'null';
  const errors = nested ? errorsOf(thrown, depth) : '';
  return `[${head},${cause},[${errors}]]`;
}

const textOrNull = (text: string | null | undefined): string =>
  typeof text === 'string' ? quote(slice(text, 0, MAX_MESSAGE_LENGTH)) : 'null';

/** Did the engine refuse something too large? Then that is the cause, and no error of the script's own. */
function engineLimit(thrown: unknown): number {
  const message = nativeMessage(thrown);
  if (message === 'Maximum call stack size exceeded') return FAULT.STACK_LIMIT_EXCEEDED;
  for (let i = 0; i < TOO_LARGE.length; i++) {
    if (message === TOO_LARGE[i]) return FAULT.MEMORY_LIMIT_EXCEEDED;
  }
  return FAULT.EXECUTION_ERROR;
}

/** What the engine says in a RangeError of its own making. */
function nativeMessage(thrown: unknown): unknown {
  try {
    return isNativeRangeError(thrown) ? thrown.message : undefined;
  } catch {
    // A proxy that does not answer is none.
    return undefined;
  }
}

const TOO_LARGE = [
  'Invalid string length',
  'Array buffer allocation failed',
  'ArrayBuffer.prototype.resize: Out of memory',
  'Map maximum size exceeded',
  'Set maximum size exceeded',
  'Maximum BigInt size exceeded',
];

function read(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function nameOf(thrown: unknown): string {
  const name = read(thrown, 'name');
  return typeof name === 'string' && name !== '' ? slice(name, 0, MAX_NAME_LENGTH) : 'Error';
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return slice(thrown, 0, MAX_MESSAGE_LENGTH);
  const message = read(thrown, 'message');
  if (typeof message === 'string') return slice(message, 0, MAX_MESSAGE_LENGTH);
  return format([thrown], MAX_MESSAGE_LENGTH);
}

function causeOf(thrown: unknown, depth: number): string {
  const cause = read(thrown, 'cause');
  return isErrorLike(cause) ? recordOf(cause, depth + 1) : 'null';
}

/** What an AggregateError collected. */
function errorsOf(thrown: unknown, depth: number): string {
  const errors = read(thrown, 'errors');
  let text = '';
  try {
    if (!isArray(errors)) return '';
    for (let i = 0; i < MAX_ERRORS && i < errors.length && room > 0; i++) {
      const record = recordOf(errors[i], depth + 1);
      text = i === 0 ? record : `${text},${record}`;
    }
  } catch {
    // A proxy that stops answering: what was read so far will do.
  }
  return text;
}

function isErrorLike(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null) return false;
  try {
    return brandOf(value) === 'error';
  } catch {
    return false;
  }
}
