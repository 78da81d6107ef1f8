/** What a reader of the feedback can tell from its text. */
export interface Feedback {
  readonly succeeded: boolean;
  /** `VALIDATION_ERROR`, `TOOL_ERROR`... */
  readonly code: string | undefined;
  readonly line: number | undefined;
  /** Everything that was said, for what is written in plain sentences. */
  readonly text: string;
}

export function readFeedback(text: string): Feedback {
  const [, line, code] = /^The script failed(?: at line (\d+), column \d+)?: ([A-Z_]+)/m.exec(text) ?? [];
  return { succeeded: text.startsWith('The script succeeded'), code, line: line ? Number(line) : undefined, text };
}
