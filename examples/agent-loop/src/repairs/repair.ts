import type { Feedback } from '../read-feedback.ts';
import type { ToolSignature } from '../read-prompt.ts';

export interface Situation {
  readonly script: string;
  readonly feedback: Feedback;
  /** The tools, as the prompt declares them. */
  readonly tools: ReadonlyMap<string, ToolSignature>;
}

/** Gives the corrected script, or nothing when the feedback does not speak of what it knows. */
export type Repair = (situation: Situation) => string | undefined;

/** Applies `change` to one line of a script, counted from 1. */
export function changeLine(
  script: string,
  line: number | undefined,
  change: (text: string) => string,
): string | undefined {
  const lines = script.split('\n');
  const before = line === undefined ? undefined : lines[line - 1];
  if (line === undefined || before === undefined) return undefined;
  const after = change(before);
  return after === before ? undefined : lines.with(line - 1, after).join('\n');
}
