import type { File, Node, SourceLocation } from '@babel/types';
import { visitNodes } from './ast/coverage.ts';
import { type LineStarts, lineStartsOf, positionIn } from './location.ts';

/**
 * Gives each node the `loc` that Babel would have given it. The parser is run without: most trees are judged and
 * dropped, and the locations would be nearly half of their memory.
 */
export function attachLocations(file: File, source: string): File {
  const starts = lineStartsOf(source);
  visitNodes(file, (node) => {
    node.loc = locOf(node, starts);
  });
  for (const comment of file.comments ?? []) comment.loc = locOf(comment as unknown as Node, starts);
  return file;
}

function locOf({ start, end, type, ...rest }: Node, starts: LineStarts): SourceLocation {
  const name = type === 'Identifier' ? (rest as { name?: string }).name : undefined;
  return { start: place(starts, start ?? 0), end: place(starts, end ?? 0), filename: '', identifierName: name ?? null };
}

function place(starts: LineStarts, index: number): SourceLocation['start'] {
  const { line, column } = positionIn(starts, index);
  return { line, column: column - 1, index };
}
