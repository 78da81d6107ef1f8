import type { LinkFaultKind } from '../../bridge/link.ts';

/** What V8 prints before it aborts for want of memory, or because a guest asked for more than it can index. */
const MEMORY_DEATH =
  /heap out of memory|out of memory|invalid (?:array |string |table |fixed ?array )?(?:size|length) error|allocation failed|invalid size error/i;

export interface Death {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what the child wrote to its stderr. */
  readonly lastWords: string;
}

/** Tells a child that died of its guest's appetite from one that died of something else. */
export function explainDeath(death: Death): { kind: LinkFaultKind; message: string } {
  if (MEMORY_DEATH.test(death.lastWords)) return { kind: 'memory', message: 'the process ran out of memory' };
  const end = death.signal ? `by signal ${death.signal}` : `with exit code ${death.exitCode}`;
  return { kind: 'crashed', message: `the process ended ${end}` };
}
