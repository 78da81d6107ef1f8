import { LinkFault } from '../../bridge/link.ts';

/** What V8 prints before it aborts for want of memory, or because a guest asked for more than it can index. */
const MEMORY_DEATH = /out of memory|invalid \w+ ?(?:size|length)? error|invalid size error|allocation failed/i;

export interface Death {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what the child wrote to its stderr. */
  readonly lastWords: string;
}

/** Tells a child that died of its guest's appetite from one that died of something else. */
export function explainDeath(death: Death, started: boolean): LinkFault {
  if (MEMORY_DEATH.test(death.lastWords)) return new LinkFault('memory', 'the process ran out of memory');
  const end = endOf(death);
  if (started) return new LinkFault('crashed', `the process ended${end}`);
  // Only of a child that never saw a guest: its words are Node's own.
  const words = death.lastWords.trim().slice(-500);
  return new LinkFault('crashed', `the process did not start${end && `, it ended${end}`}: ${words}`);
}

/** Empty for a process that never was. */
function endOf({ signal, exitCode }: Death): string {
  if (signal !== null) return ` by signal ${signal}`;
  return exitCode === null ? '' : ` with exit code ${exitCode}`;
}
