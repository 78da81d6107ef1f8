import { type ChildProcess as SpawnedProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { type Bell, openBell } from './bell.ts';
import type { Death } from './death.ts';
import { childDescriptors } from './descriptors.ts';
import { BELL_ARGUMENT, createFrameWriter, type Frame, type FrameWriter } from './frame.ts';
import { createFrameReader } from './frame-reader.ts';
import type { Launch } from './launch.ts';

/** How much of the end of the child's stderr is kept. The rest is read and dropped: a guest can make Node print. */
const LAST_WORDS = 8 * 1024;

export interface ChildProcess {
  readonly pid: number | undefined;
  /** Resolves when the process is gone and its pipes are closed. */
  readonly death: Promise<Death>;
  /** Frames for the process: they travel with the next {@link send}. */
  readonly frames: Pick<FrameWriter, 'add'>;
  send(): void;
  kill(): void;
  /** Whether the process keeps the host's event loop alive. */
  hold(on: boolean): void;
}

export interface FrameListener {
  onFrame(frame: Frame): void;
  /** The process sent bytes that are no frame. */
  onNonsense(reason: string): void;
  /** Bytes of text that a frame may have now. */
  maxFrameBytes(): number;
}

const running = new Set<ChildProcess>();

/** A host that ends in order takes its children along, those that are stuck in a guest's loop too. */
function killAll(): void {
  for (const child of running) child.kill();
}

function enlist(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', killAll);
  running.add(child);
}

function discharge(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}

/**
 * Starts a process and speaks frames with it. One that the system does not start, for want of descriptors or memory, dies
 * at once.
 */
export function startProcess(launch: Launch, listener: FrameListener): ChildProcess {
  const bell = openBell();
  try {
    return converse(spawnProcess(launch, bell), launch, listener, bell);
  } catch (error) {
    bell?.close();
    return stillborn(error as Error);
  } finally {
    bell?.handOver();
  }
}

/** @throws what the system says. Node tells it by an event in some cases, and then there are no pipes either */
function spawnProcess(launch: Launch, bell: Bell | undefined): SpawnedProcess {
  const child = spawn(launch.command, bell ? [...launch.args, BELL_ARGUMENT] : launch.args, {
    ...launch.options,
    stdio: childDescriptors(bell?.descriptor),
  });
  if (child.stdio !== undefined) return child;
  child.on('error', () => {});
  throw new Error('no descriptor is left for its pipes');
}

function stillborn({ message }: Error): ChildProcess {
  return {
    pid: undefined,
    death: Promise.resolve({ exitCode: null, signal: null, lastWords: message }),
    frames: { add() {} },
    send() {},
    kill() {},
    hold() {},
  };
}

function converse(
  child: SpawnedProcess,
  launch: Launch,
  { onFrame, onNonsense, maxFrameBytes }: FrameListener,
  bell: Bell | undefined,
): ChildProcess {
  const [stdin, stdout, stderr] = child.stdio as unknown as [Socket, Socket, Socket];
  let gone = false;
  let lastWords = '';

  const frames = createFrameWriter(Buffer);
  const reader = createFrameReader(onFrame, maxFrameBytes);
  stdout.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk);
    } catch (error) {
      onNonsense((error as Error).message);
    }
  });
  stderr.on('data', (chunk: Buffer) => {
    const end = chunk.toString('latin1', Math.max(0, chunk.length - LAST_WORDS));
    lastWords = (lastWords + end).slice(-LAST_WORDS);
  });
  // Pipes break when the child dies: `death` tells of it.
  for (const pipe of [stdin, stdout, stderr]) pipe.on('error', () => {});

  const death = new Promise<Death>((resolve) => {
    const conclude = (exitCode: number | null, signal: string | null) => {
      gone = true;
      resolve({ exitCode, signal, lastWords });
    };
    child.once('error', (error) => {
      lastWords += error.message;
      if (child.pid === undefined) conclude(null, null);
    });
    child.once('exit', () => {
      gone = true;
    });
    child.once('close', conclude);
  });

  // The end of a child is told when its pipes are closed, so they count as well.
  const handles = [child, stdout, stderr];
  stdin.unref();
  for (const handle of handles) handle.unref();

  const self: ChildProcess = {
    pid: child.pid,
    death,
    frames,
    send() {
      stdin.write(frames.take());
      // What the pipe did not take at once is still read.
      if (stdin.writableLength > 0) frames.renew();
      // Last: whoever sees it finds the message.
      bell?.ring();
    },
    kill() {
      if (gone || child.pid === undefined) return;
      try {
        // The whole group: before the child come the programs that contain it.
        if (launch.options.detached) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It ended by itself a moment ago.
      }
      stdin.destroy();
    },
    hold(on) {
      for (const handle of handles) on ? handle.ref() : handle.unref();
    },
  };
  enlist(self);
  death.then(() => {
    bell?.close();
    discharge(self);
  });
  return self;
}
