import { blank } from './blank.ts';
import type { Repair } from './repair.ts';

const INTERPRETER_LINE = /^#!.*/;

/** Takes `#!/usr/bin/env node` off: it means something in a file of its own only. */
export function unwrapInterpreterLine(source: string): { source: string; repairs: Repair[] } {
  if (!source.startsWith('#!')) return { source, repairs: [] };
  const message = 'The line that names an interpreter was left out.';
  return { source: source.replace(INTERPRETER_LINE, blank), repairs: [{ kind: 'interpreter-line', message, line: 1 }] };
}
