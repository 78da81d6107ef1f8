import { readFrames } from './bridge/frames.ts';
import { type GuestLink, type LinkFactory, LinkFault } from './bridge/link.ts';
import type { KernelConfig } from './kernel/config.ts';
import kernel from './kernel/main.ts?bundled';
import { LEVELS, type Limits } from './levels.ts';
import { librariesFor } from './libraries/select.ts';
import type { Program, RunOptions, RunOutcome } from './runner.ts';
import { encodeGlobals } from './session/globals.ts';
import { createGuestReader, takeLong } from './session/guest-reader.ts';
import { createToolCalls } from './session/tool-calls.ts';
import { takingTurns } from './session/turns.ts';
import { aborted, deadlocked, failed, faulted, timedOut, type Verdict } from './session/verdict.ts';

/**
 * The host half of one run, the same for every tier: opens a link, lets guest and tools take turns, and ends the run when
 * the script is done or a budget is used up. Never rejects for anything that the guest does.
 *
 * @throws GlobalsError when `globals` cannot cross: a mistake of the host's
 */
export async function startRun(factory: LinkFactory, program: Program, options: RunOptions): Promise<RunOutcome> {
  const { limits, signal, level = 'STANDARD' } = options;
  const globals = encodeGlobals(options.globals);
  const config: KernelConfig = {
    maxIterations: limits.maxIterations,
    maxToolCalls: limits.maxToolCalls,
    maxConsoleCalls: limits.maxConsoleCalls,
    maxConsoleOutputBytes: limits.maxConsoleOutputBytes,
    maxResultBytes: limits.maxResultBytes,
    maxToolPayloadBytes: limits.maxToolPayloadBytes,
    blockTimingAPIs: options.blockTimingAPIs ?? LEVELS[level].blockTimingAPIs,
    instrumented: program.instrumented ?? false,
    globals: globals.text,
    functionNames: globals.names,
    freezeGlobals: options.freezeGlobals ?? false,
  };
  const startedAt = performance.now();
  const onEvent = reporting(options.onEvent);
  const calls = createToolCalls(limits, onEvent);
  const reader = createGuestReader({ ...options, onEvent }, globals, calls);
  // Each call and each entry once, one over each limit, the end of the script and the state.
  const mostFrames = limits.maxToolCalls + limits.maxConsoleCalls + 4;
  let link: GuestLink | undefined;
  let verdict: Verdict | undefined;
  let deadline = Number.POSITIVE_INFINITY;

  /** Fixes how the run ended; only the first cause counts. `fault`: the guest may still be running. */
  const end = (cause: Verdict, fault = false): void => {
    if (verdict !== undefined) return;
    verdict = cause;
    calls.end();
    void link?.close(fault);
  };
  const onAbort = (): void => end(aborted(), true);
  let timer: NodeJS.Timeout | undefined;

  try {
    if (signal?.aborted) return conclude(aborted());
    signal?.addEventListener('abort', onAbort, { once: true });
    link = await factory.open({
      kernel,
      config: JSON.stringify(config),
      libraries: librariesFor(program.code, level),
      code: program.code,
      memoryLimit: limits.memoryLimit,
      maxOutput: maxOutputOf(limits),
      signal,
    });
    if (verdict !== undefined) await link.close();
    void link.lost?.then((fault) => end(faulted(fault, limits), true));
    deadline = performance.now() + limits.timeout;
    timer = setTimeout(() => end(timedOut(limits), true), limits.timeout);
    while (verdict === undefined) await takeTurn(link);
  } catch (error) {
    const fault = error instanceof LinkFault ? error : undefined;
    const cause = fault
      ? faulted(fault, limits)
      : failed('PROTOCOL_ERROR', `The realm could not be made: ${String((error as Error | null)?.message)}`);
    // A source that was refused has done nothing to the place that refused it.
    end(cause, fault?.kind !== 'refused');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
  return conclude(verdict as unknown as Verdict);

  /** Lets the guest run on what has settled, then waits until something else has. */
  async function takeTurn(guest: GuestLink): Promise<void> {
    const cpuLeft = limits.cpuTimeout < limits.timeout ? limits.cpuTimeout - guest.cpuTime : Number.POSITIVE_INFINITY;
    if (calls.hasLong) await calls.encodeLong();
    if (verdict !== undefined) return;
    const output = await guest.exchange(calls.takeSettled(), deadline - performance.now(), cpuLeft);
    if (verdict !== undefined) return;
    const frames = readFrames(output, mostFrames);
    if (takeLong(frames))
      await reader.readAhead(
        frames,
        takingTurns(() => verdict !== undefined),
      );
    if (verdict !== undefined) return;
    const reached = reader.read(frames);
    if (reached !== undefined) return end(reached);
    if (calls.pending === 0 && !calls.hasSettled) return end(deadlocked());
    await calls.whenSettled();
  }

  function conclude(result: Verdict): RunOutcome {
    const { console, stats } = reader;
    return {
      ...result,
      stats: {
        duration: performance.now() - startedAt,
        cpuTime: link?.cpuTime ?? 0,
        peakMemory: link?.peakMemory,
        ...stats(),
      },
      toolCalls: calls.receipts(),
      console,
    };
  }
}

/** What the kernel adds to a console entry on its way, and to all that it says at a time. */
const ENTRY_HEADER = 64;
const REST = 1024 * 1024;

/** The kernel keeps these budgets in code units, for what it says at a time. */
function maxOutputOf(limits: Limits): number {
  const { maxResultBytes, maxToolPayloadBytes, maxConsoleOutputBytes, maxConsoleCalls } = limits;
  return maxResultBytes + maxToolPayloadBytes + maxConsoleOutputBytes + maxConsoleCalls * ENTRY_HEADER + REST;
}

/** A listener that throws must not end the run: its error becomes an uncaught one, as with an EventTarget. */
function reporting(listener: RunOptions['onEvent']): RunOptions['onEvent'] {
  if (listener === undefined) return undefined;
  return (event) => {
    try {
      listener(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
}
