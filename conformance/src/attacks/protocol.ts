import type { Attack, Level, Tier } from '../corpus.ts';
import type { Settled } from '../subject.ts';
import type { Mode } from '../subjects/modes.ts';
import type { HostCondition } from './host-condition.ts';

/** What the parent asks of a disposable host. */
export interface Job {
  readonly attack: Attack;
  readonly mode: Mode;
  readonly level: Level;
  readonly tier: Tier;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly graceMs: number;
  /** What the host does to its process. Default: what the attack asks for. */
  readonly host?: HostCondition | undefined;
  /** How long over its time limit the host may stay silent before it is killed. */
  readonly killAfterMs?: number;
  /** A host of its own, which no other case has been in. Default: one that its earlier cases left in order. */
  readonly alone?: boolean;
  /** Whether an end that comes late or a stall of the host counts. Not where other work shares the machine. Default: yes. */
  readonly judgeTime?: boolean;
}

/** Facts that the host side gathers after the run settled. */
export interface Alive {
  readonly lateCalls: number;
  readonly toolCalls: number;
  readonly wiped: boolean;
  readonly marks: string[];
  readonly role: string | undefined;
  readonly logs: string[];
  readonly logBytes: number;
}

export type HostMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'settled'; readonly settled: Settled; readonly ms: number }
  | { readonly type: 'alive'; readonly alive: Alive; readonly stallMs: number }
  | { readonly type: 'done'; readonly disposeMs: number; readonly fault?: string };

/** Everything observed of one case, in the oracle's words and ours. */
export interface Outcome {
  readonly settled: Settled | null;
  readonly alive: Alive | null;
  readonly code: number | null | undefined;
  readonly sig: string | null | undefined;
  readonly killed: '' | 'hang' | 'oom';
  readonly errBytes: number;
  /** Peak resident memory of the host process, MB. */
  readonly rss: number;
  readonly ms: number;
  readonly stallMs: number;
  readonly fault?: string;
}
