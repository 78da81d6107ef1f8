import type { Frame } from '../bridge/frames.ts';
import { LinkFault } from '../bridge/link.ts';
import type { Decoded } from '../kernel/codec/decode.ts';
import { visible } from '../kernel/visible.ts';
import { CONSOLE_LEVELS, FAULT, FROM_GUEST, MAX_RECORD_LENGTH, MAX_TOOL_NAME_LENGTH } from '../kernel/wire.ts';
import type { CallTool, ConsoleEntry, RunOptions, RunStats } from '../runner.ts';
import type { EncodedGlobals } from './globals.ts';
import type { ToolCalls } from './tool-calls.ts';
import type { TakeTurns } from './turns.ts';
import { decodeFromGuest, decodeLongFromGuest, LONG, startAllowance } from './values.ts';
import { failed, limitHit, threw, type Verdict } from './verdict.ts';

export interface GuestReader {
  /** Decodes the values in the frames ahead of {@link GuestReader.read}, so that others have their turn meanwhile. */
  readAhead(frames: readonly Frame[], takeTurns: TakeTurns): Promise<void>;
  /**
   * Does what the frames ask for, and gives the verdict if they hold one.
   *
   * @throws LinkFault `protocol` for what no kernel would say
   */
  read(frames: readonly Frame[]): Verdict | undefined;
  readonly console: ConsoleEntry[];
  stats(): Pick<
    RunStats,
    'toolCallCount' | 'iterationCount' | 'consoleCallCount' | 'consoleBytes' | 'resultBytes' | 'toolPayloadBytes'
  >;
}

const malformed = (what: string): never => {
  throw new LinkFault('protocol', `The realm sent a malformed ${what}`);
};

/**
 * Reads what the guest's kernel says. The kernel keeps the budgets as well; the host counts on its own because the guest
 * may have taken over the kernel.
 */
export function createGuestReader(options: RunOptions, globals: EncodedGlobals, calls: ToolCalls): GuestReader {
  const { limits, onEvent } = options;
  const entries: ConsoleEntry[] = [];
  const startedAt = Date.now();
  const ahead = new WeakMap<Frame, Decoded>();
  let toolCallCount = 0;
  let iterationCount = 0;
  let consoleBytes = 0;
  let resultBytes = 0;
  let argumentBytes = 0;

  const performTool: CallTool =
    options.callTool ??
    (() => {
      throw new Error('No tools are available in this run');
    });

  function readCall(frame: Frame, name: string, payload: string, perform: CallTool): Verdict | undefined {
    if (++toolCallCount > limits.maxToolCalls) {
      toolCallCount--;
      return failed('MAX_TOOL_CALLS', `The script made more than ${limits.maxToolCalls} tool calls`);
    }
    const bytes = Buffer.byteLength(payload);
    argumentBytes += bytes;
    if (bytes > limits.maxToolPayloadBytes + 1) {
      const message = `The arguments of ${name} are larger than ${limits.maxToolPayloadBytes} bytes`;
      calls.refuse(frame.first, name, FAULT.TOOL_PAYLOAD_TOO_LARGE, { name: 'Error', message });
      return undefined;
    }
    const decoded = ahead.get(frame) ?? decodeFromGuest(payload, limits.maxToolPayloadBytes);
    if (!decoded.ok) return malformed('tool call');
    calls.add({ number: frame.first, name, args: decoded.value, perform });
    return undefined;
  }

  function readToolCall(frame: Frame): Verdict | undefined {
    const name = parseName(frame.payload.slice(0, Math.max(frame.payload.indexOf('\n'), 0)));
    return readCall(frame, name, encodedIn(frame) as string, performTool);
  }

  function readFunctionCall(frame: Frame): Verdict | undefined {
    const fn = globals.functions[frame.second];
    if (fn === undefined) return malformed('function call');
    const name = globals.names[frame.second] as string;
    return readCall(frame, name, frame.payload, ({ args }) => fn(...(Array.isArray(args) ? args : malformed('call'))));
  }

  function readConsole(frame: Frame): Verdict | undefined {
    const level = CONSOLE_LEVELS[frame.first] ?? malformed('console entry');
    if (entries.length >= limits.maxConsoleCalls) {
      return failed('MAX_CONSOLE_CALLS', `The script made more than ${limits.maxConsoleCalls} console calls`);
    }
    const { payload } = frame;
    // What is too long as it stands is not looked at.
    const text = payload.length > limits.maxConsoleOutputBytes ? payload : visible(payload);
    consoleBytes += Buffer.byteLength(text);
    if (consoleBytes > limits.maxConsoleOutputBytes) {
      const message = `The script wrote more than ${limits.maxConsoleOutputBytes} bytes to the console`;
      return failed('OUTPUT_LIMIT_EXCEEDED', message);
    }
    const time = Math.min(Math.max(frame.second, startedAt), Date.now());
    const entry = { level, text, time };
    entries.push(entry);
    onEvent?.({ type: 'console', entry });
    return undefined;
  }

  function readValue(frame: Frame): Verdict {
    resultBytes = Buffer.byteLength(frame.payload);
    if (resultBytes > limits.maxResultBytes + 1) {
      return failed('RESULT_TOO_LARGE', `The returned value is larger than ${limits.maxResultBytes} bytes`);
    }
    const decoded = ahead.get(frame) ?? decodeFromGuest(frame.payload, limits.maxResultBytes);
    return decoded.ok ? { success: true, value: decoded.value } : malformed('value');
  }

  function readFrame(frame: Frame): Verdict | undefined {
    switch (frame.kind) {
      case FROM_GUEST.toolCall:
        return readToolCall(frame);
      case FROM_GUEST.functionCall:
        return readFunctionCall(frame);
      case FROM_GUEST.consoleEntry:
        return readConsole(frame);
      case FROM_GUEST.value:
        return readValue(frame);
      case FROM_GUEST.thrown:
        if (frame.payload.length > MAX_RECORD_UNITS) return malformed('error');
        return threw(frame.first, frame.payload) ?? malformed('error');
      case FROM_GUEST.limit:
        if (frame.payload.length > MAX_RECORD_UNITS) return malformed('limit');
        return limitHit(frame.first, frame.payload) ?? malformed('limit');
      default:
        iterationCount = Math.max(iterationCount, frame.first);
        return undefined;
    }
  }

  return {
    async readAhead(frames, takeTurns) {
      const ofAllCalls = startAllowance();
      for (const frame of frames) {
        const value = encodedIn(frame);
        const isValue = frame.kind === FROM_GUEST.value;
        const limit = isValue ? limits.maxResultBytes : limits.maxToolPayloadBytes;
        // What is larger is refused by its size, unread.
        if (value === undefined || value.length > limit + 1) continue;
        const objects = isValue ? startAllowance() : ofAllCalls;
        const isLong = value.length > LONG;
        ahead.set(
          frame,
          isLong ? await decodeLongFromGuest(value, limit, objects, takeTurns) : decodeFromGuest(value, limit, objects),
        );
        await takeTurns();
      }
    },
    read(frames) {
      let verdict: Verdict | undefined;
      // The last frame has the figures, and comes after the one that ends the run.
      for (const frame of frames) {
        if (verdict === undefined || frame.kind === FROM_GUEST.state) verdict = readFrame(frame) ?? verdict;
      }
      return verdict;
    },
    console: entries,
    stats: () => ({
      toolCallCount,
      iterationCount,
      consoleCallCount: entries.length,
      consoleBytes,
      resultBytes,
      toolPayloadBytes: argumentBytes + calls.resultBytes,
    }),
  };
}

/** Is there so much in the frames that reading it may take long? */
export const takeLong = (frames: readonly Frame[]): boolean => {
  let units = 0;
  for (const { payload } of frames) units += payload.length;
  return units > LONG;
};

/** The encoded value in a frame, if it has one. */
function encodedIn({ kind, payload }: Frame): string | undefined {
  if (kind === FROM_GUEST.toolCall) return payload.slice(payload.indexOf('\n') + 1);
  return kind === FROM_GUEST.value || kind === FROM_GUEST.functionCall ? payload : undefined;
}

/** JSON may need six units for one. */
const MAX_RECORD_UNITS = MAX_RECORD_LENGTH * 8;

function parseName(json: string): string {
  try {
    const name: unknown = JSON.parse(json);
    if (typeof name === 'string' && name.length <= MAX_TOOL_NAME_LENGTH) return name;
  } catch {
    // Falls through to the refusal.
  }
  return malformed('tool name');
}
