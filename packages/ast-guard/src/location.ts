/** A place in the source: line and column both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Location {
  readonly start: Position;
  /** The place just after the last character. */
  readonly end: Position;
}

/** Offsets at which the lines of a source begin. */
export type LineStarts = readonly number[];

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

export function lineStartsOf(source: string): LineStarts {
  const starts = [0];
  for (const found of source.matchAll(LINE_BREAK)) starts.push(found.index + found[0].length);
  return starts;
}

/** The place of an offset into the source. */
export function positionIn(starts: LineStarts, offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}

export function locationIn(starts: LineStarts, from: number, to: number): Location {
  return { start: positionIn(starts, from), end: positionIn(starts, to) };
}
