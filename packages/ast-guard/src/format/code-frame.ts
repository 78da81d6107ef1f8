import { codeFrameColumns } from '@babel/code-frame';
import type { Location } from '../location.ts';

export interface CodeFrameOptions {
  /** Colours for a terminal. Default false. */
  readonly color?: boolean;
  /** Lines shown before and after. Default 2. */
  readonly context?: number;
  /** Longer lines are cut around the place. Default 160. */
  readonly maxLineLength?: number;
  /** Shown behind the mark. */
  readonly message?: string;
}

/** The lines around `location` with the place marked, as in a compiler's output. */
export function codeFrame(source: string, location: Location, options: CodeFrameOptions = {}): string {
  const { color = false, context = 2, maxLineLength = 160, message } = options;
  const { start, end } = location;
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const first = Math.max(1, start.line - context);
  const last = Math.min(lines.length, start.line + context);
  const marked = (lines[start.line - 1] ?? '').length;
  const shift = marked > maxLineLength ? Math.max(0, start.column - 1 - Math.floor(maxLineLength / 2)) : 0;
  const shown = lines.slice(first - 1, last).map((line) => line.slice(shift, shift + maxLineLength));
  const oneLine = end.line === start.line && end.column > start.column;
  const from = start.column - 1 - shift;
  // Babel counts the columns of a frame from 0.
  const marks = {
    start: { line: start.line, column: from },
    end: { line: start.line, column: oneLine ? Math.min(end.column - 1 - shift, maxLineLength) : from },
  };
  return codeFrameColumns(shown.join('\n'), marks, {
    startLine: first,
    forceColor: color,
    highlightCode: color,
    linesAbove: context,
    linesBelow: context + 1,
    ...(message === undefined ? {} : { message }),
  });
}
