import { MAX_OBJECTS } from './codec/cost.ts';
import { decode } from './codec/decode.ts';
import { encode } from './codec/encode.ts';
import type { KernelConfig } from './config.ts';
import { markFault } from './faults.ts';
import { addObjects, hasRoom, isOver, post, postLimit } from './outbox.ts';
import {
  construct,
  deleteProperty,
  ErrorConstructor,
  errorClass,
  hasOwn,
  jsonParse,
  MapConstructor,
  mapDelete,
  mapGet,
  mapSet,
  PromiseConstructor,
  quote,
  TypeErrorConstructor,
} from './primordials.ts';
import { refreshIterations } from './runtime.ts';
import { define, expose } from './shapes.ts';
import { giveStackText } from './stack-text.ts';
import { FAULT, type FailureRecord, FROM_GUEST, MAX_TOOL_NAME_LENGTH } from './wire.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly name: string;
}

const waiting = new MapConstructor<number, Waiting>();
let lastId = 0;

const never = (): Promise<never> => new PromiseConstructor<never>(() => {});
const rejected = (error: object): Promise<never> =>
  new PromiseConstructor<never>((_, reject) => {
    reject(error);
  });

/** The guest's `callTool`. */
export function createCallTool(config: KernelConfig): (name: unknown, args: unknown) => Promise<unknown> {
  return expose('callTool', 2, (name: unknown, args: unknown): Promise<unknown> => {
    if (typeof name !== 'string') {
      return rejected(new TypeErrorConstructor('callTool: the name of a tool must be a string'));
    }
    if (name.length > MAX_TOOL_NAME_LENGTH) {
      return rejected(new TypeErrorConstructor(`callTool: the name is longer than ${MAX_TOOL_NAME_LENGTH} characters`));
    }
    return call(config, FROM_GUEST.toolCall, 0, name, args === undefined ? {} : args);
  });
}

/** An async guest function that calls the host function of that id. */
export function createHostFunction(config: KernelConfig, id: number, name: string): unknown {
  return expose(
    name,
    0,
    (...args: unknown[]): Promise<unknown> => call(config, FROM_GUEST.functionCall, id, name, args),
  );
}

function call(config: KernelConfig, kind: string, target: number, name: string, args: unknown): Promise<unknown> {
  if (isOver()) return never();
  refreshIterations();
  if (isExhausted(config)) return never();
  const encoded = encode(args, { root: 'args', limit: config.maxToolPayloadBytes, toHost: true });
  // What the arguments run when they are read may have made calls, too.
  if (isExhausted(config)) return never();
  if (!encoded.ok) {
    const code = encoded.tooLarge ? FAULT.TOOL_PAYLOAD_TOO_LARGE : FAULT.SERIALIZATION_ERROR;
    const limit = encoded.tooLarge && !encoded.dear ? ` (the limit is ${config.maxToolPayloadBytes} bytes)` : '';
    const error = new TypeErrorConstructor(`Cannot call ${clipName(name)}: ${encoded.path} ${encoded.problem}${limit}`);
    markFault(error, { code, toolName: name, path: encoded.path, callId: null });
    return rejected(error);
  }
  if (!hasRoom(encoded.text.length, config.maxToolPayloadBytes + config.maxConsoleOutputBytes)) {
    return tooMuchAtOnce(name, `${config.maxToolPayloadBytes} bytes`);
  }
  if (!addObjects(encoded.objects)) return tooMuchAtOnce(name, `${MAX_OBJECTS} objects and lists`);
  return new PromiseConstructor((resolve, reject) => {
    const id = ++lastId;
    mapSet(waiting, id, { resolve, reject, name });
    const payload = kind === FROM_GUEST.toolCall ? `${quote(name)}\n${encoded.text}` : encoded.text;
    post(kind, id, target, payload);
  });
}

/** Ends the run if it has had all its calls. */
function isExhausted({ maxToolCalls }: KernelConfig): boolean {
  if (lastId < maxToolCalls) return false;
  postLimit(FAULT.MAX_TOOL_CALLS, `The script made more than ${maxToolCalls} tool calls`);
  return true;
}

function tooMuchAtOnce(name: string, most: string): Promise<never> {
  const error = new TypeErrorConstructor(
    `Cannot call ${clipName(name)}: the calls made at once have arguments of more than ${most}`,
  );
  markFault(error, { code: FAULT.TOOL_PAYLOAD_TOO_LARGE, toolName: name, path: null, callId: null });
  return rejected(error);
}

const clipName = (name: string): string => (name.length > 100 ? 'the tool' : quote(name));

/** Hands the result of a call to the script. */
export function resolveCall(id: number, payload: string, config: KernelConfig): void {
  const call = mapGet(waiting, id);
  if (call === undefined) return;
  mapDelete(waiting, id);
  const decoded = decode(payload, { hostile: false, limit: config.maxToolPayloadBytes });
  if (decoded.ok) fulfil(call.resolve, decoded.value);
  else call.reject(new ErrorConstructor('The result of the call could not be read'));
}

/**
 * Resolving a promise reads `then` of the value. An own one, there for just that moment, keeps a getter that the guest has
 * put on a prototype from answering in place of the result.
 */
function fulfil(resolve: (value: unknown) => void, value: unknown): void {
  if (typeof value !== 'object' || value === null || hasOwn(value, 'then')) {
    resolve(value);
    return;
  }
  define(value, 'then', undefined);
  resolve(value);
  deleteProperty(value, 'then');
}

/** Lets a call fail, with an error of the guest's own realm. */
export function rejectCall(id: number, code: number, payload: string): void {
  const call = mapGet(waiting, id);
  if (call === undefined) return;
  mapDelete(waiting, id);
  const failure = jsonParse(payload) as FailureRecord;
  const error = createError(failure[0], failure[1]);
  if (failure[2] !== null) define(error, 'code', failure[2], true);
  markFault(error, { code, toolName: call.name, path: failure[3], callId: id });
  call.reject(error);
}

/**
 * An error of the class of that name, if it is one of the language's; else an Error that says the name, as an own property
 * that `{ ...error }` and JSON see: that is how classes of errors set it.
 */
function createError(name: string, message: string): object {
  const known = errorClass(name);
  const error = construct(ErrorConstructor, [message], known ?? ErrorConstructor);
  if (known === undefined) define(error, 'name', name, true);
  giveStackText(error);
  return error;
}
