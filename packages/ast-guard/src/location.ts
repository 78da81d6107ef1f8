import type { Node } from '@babel/types';

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

/** The place of a parsed node. Babel counts columns from 0. */
export function locationOf(node: Node): Location {
  const { loc } = node;
  if (!loc) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return {
    start: { line: loc.start.line, column: loc.start.column + 1 },
    end: { line: loc.end.line, column: loc.end.column + 1 },
  };
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

/** The place of an offset into the source. */
export function positionAt(source: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  LINE_BREAK.lastIndex = 0;
  for (let found = LINE_BREAK.exec(source); found !== null && found.index < offset; found = LINE_BREAK.exec(source)) {
    if (LINE_BREAK.lastIndex > offset) break;
    line++;
    lineStart = LINE_BREAK.lastIndex;
  }
  return { line, column: offset - lineStart + 1 };
}
