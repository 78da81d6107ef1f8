import type { AttackLimits } from './corpus.ts';

/** What the host side of a case offers to a sandbox. */
export interface HostSide {
  readonly callTool: (name: string, args: unknown) => unknown;
  readonly globals?: Record<string, unknown>;
  readonly hasConsole?: boolean;
  /** Dispatch as careless code does it: any name that the table answers to. Only for the positive control. */
  readonly naiveCallTool?: (name: string, args: unknown) => unknown;
}

/** How one run ended, in the words that the oracle expects, plus the product's own code. */
export interface Settled {
  readonly status: 'ok' | 'error' | 'timeout' | 'limit';
  /** The sandbox's own code of the end: `OK`, or an error code. */
  readonly code: string;
  readonly value: string;
  readonly bytes: number;
  readonly logs: string[];
  readonly logBytes: number;
  readonly raw?: unknown;
  readonly toolCallCount?: number;
  /** Bytes that the guest's process held above an idle one, where somebody watched. */
  readonly peakMemory?: number;
  /** A function or a foreign prototype in what the host got. */
  readonly fnSeen?: boolean;
  readonly protoChanged?: boolean;
}

export interface SubjectLimits extends AttackLimits {
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** One sandbox instance, whatever product it is. */
export interface Subject {
  run(code: string, host: HostSide): Promise<Settled>;
  dispose(): Promise<void>;
}

export type OpenSubject = (limits: SubjectLimits) => Promise<Subject>;
