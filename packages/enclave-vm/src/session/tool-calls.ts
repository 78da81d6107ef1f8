import { writeFrame } from '../bridge/frames.ts';
import type { Encoded } from '../kernel/codec/encode-walk.ts';
import { FAULT, type FailureRecord, TO_GUEST } from '../kernel/wire.ts';
import type { Limits } from '../levels.ts';
import type { CallTool, RunEvent, ToolCallReceipt } from '../runner.ts';
import { describeFailure, type Failure } from './failure.ts';
import { takingTurns } from './turns.ts';
import { encodeLongForGuest, encodeShortForGuest, LONG, type Room } from './values.ts';

/** A call that the guest made, decoded. */
export interface IncomingCall {
  readonly number: number;
  readonly name: string;
  readonly args: unknown;
  /** Runs the handler. */
  readonly perform: CallTool;
}

export interface ToolCalls {
  /** Takes a call on; it starts when its turn comes. */
  add(call: IncomingCall): void;
  /** Refuses a call that the guest made. */
  refuse(number: number, name: string, fault: number, failure: Failure): void;
  /** Calls that have not settled. */
  readonly pending: number;
  /** Is there anything for the guest? */
  readonly hasSettled: boolean;
  /** Are there results that take long to encode? */
  readonly hasLong: boolean;
  /** Encodes such results, as many as the guest is given at a time. Others have their turn meanwhile. */
  encodeLong(): Promise<void>;
  /** Frames of the calls that settled since the last time. */
  takeSettled(): string;
  /** Resolves as soon as a call has settled, or {@link ToolCalls.end} was called. */
  whenSettled(): Promise<void>;
  /** The run is over: aborts the signals of what still runs, starts nothing more. */
  end(): void;
  receipts(): ToolCallReceipt[];
  /** Bytes of the results so far. */
  readonly resultBytes: number;
}

type Receipt = { -readonly [Key in keyof ToolCallReceipt]: ToolCallReceipt[Key] };

interface Running {
  readonly call: IncomingCall;
  readonly receipt: Receipt;
  readonly calledAt: number;
  startedAt: number;
  aborted: boolean;
  /** Made when the handler asks for its signal: most never do. */
  controller?: AbortController;
}

/** A result that takes long to encode. It keeps its place among the calls in flight, so that few of them are held. */
interface LongResult {
  readonly item: Running;
  readonly value: unknown;
}

/** Units of results that the guest is given at a time, and no more than one result beyond that. */
const PORTION = 4 * 1024 * 1024;

/** Timers count in whole ms, and may be early by a part of one. */
const TIMER_SLACK = 1;

/** The receipt id of a call. */
export const callId = (number: number): string => `call-${number}`;

function perform(item: Running): Promise<unknown> {
  const { call, receipt } = item;
  try {
    const given = call.perform({
      id: receipt.id,
      name: call.name,
      args: call.args,
      get signal() {
        return signalOf(item);
      },
    });
    return Promise.resolve(given);
  } catch (error) {
    return Promise.reject(error);
  }
}

function signalOf(item: Running): AbortSignal {
  item.controller ??= new AbortController();
  if (item.aborted) item.controller.abort();
  return item.controller.signal;
}

function abort(item: Running): void {
  item.aborted = true;
  item.controller?.abort();
}

/** The tool calls of one run: their turns, times, results and receipts. */
export function createToolCalls(limits: Limits, onEvent: ((event: RunEvent) => void) | undefined): ToolCalls {
  const resultOptions = { root: 'result', limit: limits.maxToolPayloadBytes };
  const all: { receipt: Receipt; calledAt: number }[] = [];
  const waiting: Running[] = [];
  const running = new Set<Running>();
  const long: LongResult[] = [];
  let settled = '';
  /** For results that are encoded as soon as they are there. */
  const room: Room = { units: LONG };
  let over = false;
  let resultBytes = 0;
  let wake: (() => void) | undefined;
  /** One timer for all calls: they have the same time, so the one that started first is due first. */
  let timer: NodeJS.Timeout | undefined;

  function open(number: number, name: string): { receipt: Receipt; calledAt: number } {
    const entry = {
      receipt: { id: callId(number), name, state: 'not-started', startedAt: Date.now(), duration: 0 } as Receipt,
      calledAt: performance.now(),
    };
    all.push(entry);
    onEvent?.({ type: 'tool-call', id: entry.receipt.id, name });
    return entry;
  }

  function close(entry: { receipt: Receipt; calledAt: number }, frame: string): void {
    entry.receipt.duration = performance.now() - entry.calledAt;
    settled += frame;
    onEvent?.({ type: 'tool-settled', receipt: entry.receipt });
    wake?.();
  }

  function failWith(
    entry: { receipt: Receipt; calledAt: number },
    number: number,
    fault: number,
    failure: Failure,
    path: string | null = null,
  ): void {
    const { name, message, code } = failure;
    entry.receipt.state = 'failed';
    entry.receipt.error = failure;
    const record: FailureRecord = [name, message, code ?? null, path];
    close(entry, writeFrame(TO_GUEST.reject, number, fault, JSON.stringify(record)));
  }

  function next(): void {
    while (!over && running.size + long.length < limits.maxConcurrentToolCalls) {
      const item = waiting.shift();
      if (item === undefined) return;
      begin(item);
    }
  }

  function begin(item: Running): void {
    running.add(item);
    item.receipt.state = 'pending';
    item.startedAt = performance.now();
    timer ??= setTimeout(expire, limits.toolTimeout);
    // The handler is called right away, and whatever it throws or gives is dealt with later, in one place.
    perform(item).then(
      (value) => finish(item, () => succeed(item, value)),
      (error) => finish(item, () => fail(item, error)),
    );
  }

  function finish(item: Running, settle: () => void): void {
    if (over || !running.delete(item)) return;
    settle();
    next();
  }

  /** Fails the calls that have had their time, and comes back when the next one will have. */
  function expire(): void {
    timer = undefined;
    const now = performance.now();
    const due = [...running].filter(({ startedAt }) => startedAt + limits.toolTimeout <= now + TIMER_SLACK);
    for (const item of due) {
      finish(item, () => {
        const message = `${item.call.name} took longer than ${limits.toolTimeout} ms`;
        const failure = { name: 'ToolTimeoutError', message, code: 'TOOL_TIMEOUT' };
        failWith(item, item.call.number, FAULT.TOOL_TIMEOUT, failure);
      });
      abort(item);
    }
    const [first] = running;
    if (first && !over) timer ??= setTimeout(expire, first.startedAt + limits.toolTimeout - now);
  }

  function succeed(item: Running, value: unknown): void {
    const { receipt, calledAt } = item;
    receipt.state = 'succeeded';
    const encoded = encodeShortForGuest(value, resultOptions, room);
    if (encoded === undefined) {
      receipt.duration = performance.now() - calledAt;
      long.push({ item, value });
      wake?.();
    } else {
      deliver(item, encoded);
    }
  }

  function deliver(item: Running, encoded: Encoded): void {
    const { number, name } = item.call;
    const bytes = encoded.ok ? Buffer.byteLength(encoded.text) : 0;
    if (encoded.ok && bytes <= limits.maxToolPayloadBytes) {
      resultBytes += bytes;
      close(item, writeFrame(TO_GUEST.resolve, number, 0, encoded.text));
    } else if (encoded.ok || encoded.tooLarge) {
      const message = `The result of ${name} is larger than ${limits.maxToolPayloadBytes} bytes`;
      failWith(item, number, FAULT.TOOL_PAYLOAD_TOO_LARGE, { name: 'Error', message });
    } else {
      const message = `The result of ${name} cannot cross: ${encoded.path} ${encoded.problem}`;
      failWith(item, number, FAULT.SERIALIZATION_ERROR, { name: 'TypeError', message }, encoded.path);
    }
  }

  function fail(item: Running, error: unknown): void {
    const failure = describeFailure(error);
    const fault = failure.code === 'TOOL_TIMEOUT' ? FAULT.TOOL_TIMEOUT : FAULT.TOOL_ERROR;
    failWith(item, item.call.number, fault, failure);
  }

  return {
    add(call) {
      const { receipt, calledAt } = open(call.number, call.name);
      waiting.push({ call, receipt, calledAt, startedAt: calledAt, aborted: false });
      next();
    },
    refuse(number, name, fault, failure) {
      failWith(open(number, name), number, fault, failure);
    },
    get pending() {
      return waiting.length + running.size;
    },
    get hasSettled() {
      return settled !== '' || long.length > 0;
    },
    get hasLong() {
      return long.length > 0;
    },
    async encodeLong() {
      const takeTurns = takingTurns(() => over);
      while (settled.length < PORTION && !over) {
        const [first] = long;
        if (first === undefined) return;
        const encoded = await encodeLongForGuest(first.value, resultOptions, takeTurns);
        if (over) return;
        long.shift();
        deliver(first.item, encoded);
        next();
        await takeTurns();
      }
    },
    takeSettled() {
      const frames = settled;
      settled = '';
      room.units = LONG;
      return frames;
    },
    whenSettled() {
      if (settled !== '' || long.length > 0 || over) return Promise.resolve();
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    end() {
      if (over) return;
      over = true;
      const now = performance.now();
      clearTimeout(timer);
      for (const item of [...running, ...waiting]) item.receipt.duration = now - item.calledAt;
      for (const item of running) abort(item);
      wake?.();
    },
    receipts: () => all.map(({ receipt }) => receipt),
    get resultBytes() {
      return resultBytes;
    },
  };
}
