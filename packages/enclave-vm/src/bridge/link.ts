/**
 * The seam between one run and the place where its guest realm lives. Only strings cross it, and the host pulls:
 * the guest has no way to act on the host except by leaving text in its outbox.
 */

export type LinkFaultKind =
  /** The wall time given to an exchange was used up. */
  | 'timeout'
  /** The guest used more CPU time than the run may have. */
  | 'cpu-timeout'
  /** The guest used more memory than the run may have. */
  | 'memory'
  /** The place where the realm lived died for a reason that is not one of the above. */
  | 'crashed'
  /** The link was closed by its owner. */
  | 'closed'
  /** The far side said something that is not the protocol: it is treated as hostile. */
  | 'protocol'
  /** The source text is no function body, or contains `import()`. The message is V8's, without any stack. */
  | 'refused'
  /** The realm cannot be kept apart from the host as things are now. */
  | 'unsafe'
  /** No room in the queue for a realm. */
  | 'queue-full'
  /** No realm became free in the time that a run may wait. */
  | 'queue-timeout';

/** The only error that a link gives. */
export class LinkFault extends Error {
  readonly kind: LinkFaultKind;

  constructor(kind: LinkFaultKind, message: string = kind) {
    super(message);
    this.name = 'LinkFault';
    this.kind = kind;
  }
}

/** One guest realm for one run, wherever it lives. */
export interface GuestLink {
  /**
   * Hands `input` to the kernel, lets the guest run until its own microtask queue is empty, and resolves with what the
   * kernel has to say. Rejects with a {@link LinkFault}, after which the link is of no more use.
   *
   * @param timeLeft wall time in ms that the guest may take before the exchange ends with `timeout`
   * @param cpuLeft guest CPU time in ms that is left to the run; `Infinity` when the run has no such limit
   */
  exchange(input: string, timeLeft: number, cpuLeft: number): Promise<string>;
  /** CPU time in ms that the guest has used so far. */
  readonly cpuTime: number;
  /**
   * Resolves when the guest's place dies while nobody asks it for anything, such as in the time that a tool takes.
   * What it says after the link was closed means nothing.
   */
  readonly lost?: Promise<LinkFault> | undefined;
  /** Highest memory in bytes that the guest's place took above what it takes when idle, if it is known. */
  readonly peakMemory?: number | undefined;
  /**
   * Ends the guest at once; a pending exchange rejects with `closed`. Never rejects.
   *
   * @param fault the realm did something that makes its place unfit for another run (it is in an endless loop, say)
   */
  close(fault?: boolean): Promise<void> | void;
}

/** What a new realm is made of. */
export interface LinkBoot {
  /** The bundled kernel: see `kernel/main.ts`. */
  readonly kernel: string;
  /** JSON for the kernel: see `kernel/config.ts`. */
  readonly config: string;
  /** Text of libraries to be evaluated after the kernel and before the guest, such as the one that has `URL`. */
  readonly libraries: readonly string[];
  /** The raw text of one strict async function body. The realm checks it: see `bridge/program.ts`. */
  readonly code: string;
  /** Bytes. */
  readonly memoryLimit: number;
  /** UTF-16 code units that the kernel has to say at a time, at most: whoever says more is not the kernel. */
  readonly maxOutput: number;
  /** Aborts the wait for a realm. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes links. Rejects with a {@link LinkFault}, `refused` if the code is no function body. */
export interface LinkFactory {
  open(boot: LinkBoot): Promise<GuestLink>;
}
