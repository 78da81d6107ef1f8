import { type LinkBoot, LinkFault } from '../../bridge/link.ts';
import { startProcess } from './child-process.ts';
import { ORPHAN_CPU_SECONDS } from './containment.ts';
import { explainDeath } from './death.ts';
import { CHILD_FRAME, type Frame, HOST_FRAME, packRun } from './frame.ts';
import type { Launch } from './launch.ts';
import { createPatience, stayAwake } from './patience.ts';
import { openVitals, type Vitals } from './vitals.ts';
import { unwatch, watch } from './watch.ts';

const MB = 1024 * 1024;

/** Garbage of the guests before, and what V8 needs while it collects: not counted against the guest. */
const COLLECTOR_ROOM = 48 * MB;

/** Bytes of UTF-8 that a UTF-16 code unit takes, at most. */
const UTF8_BYTES = 3;

/** Bytes of one frame that the host is ready to hold, whatever the limits of the run. */
const MAX_FRAME_BYTES = 256 * MB;

/**
 * A child that has ever used this part of its limit, and more than the room for garbage, gets no further guest, who would
 * be blamed for the rest. The same for the CPU time that its process may use.
 */
const RETIREMENT_MARK = 0.5;

/**
 * A run of less than so many ms has no time to make much memory resident, or to leave much work for the time after it.
 * Looking would take longer than many runs.
 */
const WORTH_LOOKING = 1;

/** A child that is not ready within so many ms after its start never will be. */
const READY_WITHIN = 30_000;

/**
 * After a run Node goes through all promises that were rejected, as slowly as the guest has made that. A child that is not
 * done with it within so many ms is ended.
 */
const RESTED_WITHIN = 250;

export interface ChildOptions {
  readonly launch: Launch;
  /** The started process only waits for the one that counts. */
  readonly nested: boolean;
  readonly kernel: string;
  readonly memoryLimit: number;
}

/** What a run needs in its realm. */
export type RunBoot = Pick<LinkBoot, 'config' | 'libraries' | 'code' | 'maxOutput'>;

interface Question {
  readonly resolve: (text: string) => void;
  readonly reject: (fault: LinkFault) => void;
  readonly deadline: number;
  readonly cpuLeft: number;
  readonly startedAt: number;
  readonly cpuMicrosBefore: number;
  /** CPU time of the whole process when the question was asked, as found by the first look after that. */
  cpuAtFirstLook?: number;
}

/** One child process from start to end, as the pool and the links see it. */
export interface RunnerChild {
  /** `resting`: it is not yet done with what its last guest left behind. */
  readonly state: 'starting' | 'ready' | 'running' | 'resting' | 'dead';
  /** CPU time in ms that the present run has used. */
  readonly cpuTime: number;
  /** Highest memory in bytes seen above that of the idle child. */
  readonly peakMemory: number;
  /** It has used so much that it gets no further guest. */
  readonly worn: boolean;
  /** The guest computes. */
  readonly asked: boolean;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  /**
   * Keeps the host's event loop alive from here to the end of the run.
   *
   * @param onLost called when the child dies during the run while nothing is asked
   */
  beginRun(boot: RunBoot, onLost: (fault: LinkFault) => void): void;
  /** One exchange with the guest. Rejects with a {@link LinkFault}. */
  ask(input: string, timeLeft: number, cpuLeft: number): Promise<string>;
  endRun(): void;
  /** Ends the process; what is still asked rejects with `fault`. */
  kill(fault: LinkFault): void;
  hold(on: boolean): void;
}

/**
 * @param onReady called after the start and after each run
 * @param onDeath called once, as soon as the child is of no more use
 */
export function startChild(
  options: ChildOptions,
  onReady: () => void,
  onDeath: (fault: LinkFault, started: boolean) => void,
): RunnerChild {
  let state: RunnerChild['state'] = 'starting';
  let vitals: Vitals | undefined;
  let baseline = 0;
  let peak = 0;
  /** CPU time of all guests of this child, and of those before the present one, in microseconds. */
  let cpuMicros = 0;
  let cpuMicrosBefore = 0;
  let runningSince = 0;
  let question: Question | undefined;
  let lose: ((fault: LinkFault) => void) | undefined;
  /** What the child has not heard of yet: it travels with the first input of the run, which saves a trip. */
  let unheard: RunBoot | undefined;
  /** Code units that the child may say at a time. */
  let maxOutput = 0;
  /** The child has not been told that the run is over. */
  let owesEnd = false;
  const patience = createPatience();
  /** Libraries that the child has, by text, with the numbers that it knows them by. */
  const libraries = new Map<string, number>();
  let readyBy = performance.now() + READY_WITHIN;

  const child = startProcess(options.launch, {
    onFrame: receive,
    onNonsense: (reason) => die(new LinkFault('protocol', reason)),
    maxFrameBytes: () => Math.min(maxOutput * UTF8_BYTES, MAX_FRAME_BYTES),
  });
  const gone = child.death.then((death) => {
    vitals?.close();
    die(explainDeath(death, state !== 'starting'));
  });
  const watched = { inspect };
  watch(watched);
  child.frames.add(HOST_FRAME.kernel, options.kernel);
  child.send();

  function introduce({ config, libraries: texts, code }: RunBoot): void {
    const numbers = texts.map((text) => {
      const known = libraries.get(text);
      if (known !== undefined) return known;
      child.frames.add(HOST_FRAME.library, text);
      libraries.set(text, libraries.size);
      return libraries.size - 1;
    });
    child.frames.add(HOST_FRAME.run, packRun({ config, code, libraries: numbers }));
  }

  function send(): void {
    owesEnd = false;
    child.send();
  }

  /** The caller gets the result first. If its next run comes at once, that takes the message along. */
  function tellEnd(): void {
    child.frames.add(HOST_FRAME.end, '');
    owesEnd = true;
    setImmediate(() => {
      if (owesEnd && state !== 'dead') send();
    });
  }

  function becomeReady(): void {
    state = 'ready';
    onReady();
  }

  function rest(): void {
    state = 'resting';
    readyBy = performance.now() + RESTED_WITHIN;
    child.frames.add(HOST_FRAME.rest, '');
    send();
    watch(watched);
    child.hold(false);
  }

  function die(fault: LinkFault): void {
    if (state === 'dead') return;
    const started = state !== 'starting';
    if (question) cpuMicros += computedMicros(question, performance.now());
    state = 'dead';
    unwatch(watched);
    // Whoever waits for its end must not be left alone by an event loop that has nothing else to do.
    child.hold(true);
    child.kill();
    const asked = takeQuestion();
    if (asked) asked.reject(fault);
    else lose?.(fault);
    onDeath(fault, started);
  }

  function takeQuestion(): Question | undefined {
    const asked = question;
    question = undefined;
    unwatch(watched);
    return asked;
  }

  function receive(frame: Frame): void {
    if (state === 'dead') return;
    cpuMicros = frame.usage.cpuMicros;
    noteMemory(frame.usage.memory);
    if (question) {
      receiveAnswer(frame, question);
    } else if (frame.kind === CHILD_FRAME.ready && state === 'starting') {
      unwatch(watched);
      try {
        vitals = openVitals(child.pid as number, options.nested);
      } catch (error) {
        die(new LinkFault('crashed', `the process cannot be watched: ${(error as Error).message}`));
        return;
      }
      baseline = Math.max(frame.usage.memory, vitals.resident() ?? 0);
      peak = 0;
      becomeReady();
    } else if (frame.kind === CHILD_FRAME.ready && state === 'resting') {
      unwatch(watched);
      becomeReady();
    } else {
      die(new LinkFault('protocol', 'the child spoke without being asked'));
    }
  }

  function receiveAnswer(frame: Frame, asked: Question): void {
    const now = performance.now();
    patience.note(now - asked.startedAt);
    const fault = overrun(asked, now, cpuMicros - asked.cpuMicrosBefore);
    if (fault) die(fault);
    else if (frame.kind === CHILD_FRAME.output) takeQuestion()?.resolve(frame.text);
    else if (frame.kind === CHILD_FRAME.refused) takeQuestion()?.reject(new LinkFault('refused', frame.text));
    else die(new LinkFault('protocol', 'the realm broke'));
  }

  /** Called every few ms while the child has something to do. */
  function inspect(now: number): void {
    if (!question) {
      if (now > readyBy) die(new LinkFault('crashed', 'the process did not become ready'));
      return;
    }
    noteMemory(vitals?.resident() ?? 0);
    question.cpuAtFirstLook ??= (vitals?.cpuMicros() ?? 0) - (now - question.startedAt) * 1_000;
    const fault = overrun(question, now, computedMicros(question, now));
    if (fault) die(fault);
  }

  /** CPU time that went into an open question. Wall time stands for it where the system does not tell. */
  function computedMicros({ startedAt, cpuAtFirstLook }: Question, now: number): number {
    const wallMicros = (now - startedAt) * 1_000;
    const cpu = vitals?.cpuMicros();
    if (cpu === undefined || cpuAtFirstLook === undefined) return wallMicros;
    return Math.min(wallMicros, cpu - cpuAtFirstLook);
  }

  function overrun(asked: Question, now: number, computed: number): LinkFault | undefined {
    if (peak > options.memoryLimit + COLLECTOR_ROOM) return new LinkFault('memory');
    if (now > asked.deadline) return new LinkFault('timeout');
    if (computed > asked.cpuLeft * 1_000) return new LinkFault('cpu-timeout');
    return undefined;
  }

  function noteMemory(resident: number): void {
    peak = Math.max(peak, resident - baseline);
  }

  return {
    get state() {
      return state;
    },
    get cpuTime() {
      return (cpuMicros - cpuMicrosBefore) / 1_000;
    },
    get peakMemory() {
      return peak;
    },
    get worn() {
      return (
        peak > Math.max(COLLECTOR_ROOM, options.memoryLimit * RETIREMENT_MARK) ||
        cpuMicros > ORPHAN_CPU_SECONDS * 1e6 * RETIREMENT_MARK
      );
    },
    get asked() {
      return question !== undefined;
    },
    gone,
    beginRun(boot, onLost) {
      state = 'running';
      lose = onLost;
      unheard = boot;
      maxOutput = boot.maxOutput;
      cpuMicrosBefore = cpuMicros;
      runningSince = performance.now();
      child.hold(true);
    },
    ask(input, timeLeft, cpuLeft) {
      if (state === 'dead') return Promise.reject(new LinkFault('closed'));
      return new Promise((resolve, reject) => {
        const startedAt = performance.now();
        question = { resolve, reject, deadline: startedAt + timeLeft, cpuLeft, startedAt, cpuMicrosBefore: cpuMicros };
        watch(watched);
        if (unheard) introduce(unheard);
        unheard = undefined;
        child.frames.add(HOST_FRAME.input, input);
        send();
        const asked = question;
        stayAwake(patience.until(startedAt), () => question !== asked);
      });
    },
    endRun() {
      if (state !== 'running') return;
      lose = undefined;
      const isLong = performance.now() - runningSince > WORTH_LOOKING;
      if (isLong) noteMemory(vitals?.resident() ?? 0);
      const isHeard = unheard === undefined;
      unheard = undefined;
      if (isHeard && isLong) {
        rest();
        return;
      }
      if (isHeard) tellEnd();
      becomeReady();
    },
    kill: die,
    hold: (on) => child.hold(on),
  };
}
