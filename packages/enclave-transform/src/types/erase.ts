import type { Node } from '@babel/types';
import type { PluginContext } from '../plugin.ts';
import { skipTrivia } from '../trivia.ts';
import type { Handler } from '../walk.ts';

/** A handler, and the types of nodes that it is for. */
export type Entry = readonly [types: readonly string[], handler: Handler];

/** Writes spaces over what is erased, so that everything else stays where it is. */
export interface Eraser extends Pick<PluginContext, 'source' | 'splice' | 'refuse'> {
  /** Types that went with something around them. */
  readonly erasedTypes: WeakSet<Node>;
  /** Spaces over a stretch; without `keepLines`, on one line. */
  readonly blank: (start: number, end: number, keepLines?: boolean) => void;
  /** A statement or member goes. The next ones may stand before and behind the gap without a semicolon of their own. */
  readonly eraseWhole: (node: Node) => void;
  /** Blanks `?` or `!` if that is the next token. */
  readonly eraseMark: (offset: number) => void;
  /** Tells where a statement ends: if a type stood last there, and no semicolon, the next line could otherwise join it. */
  readonly noteEnd: (end: number) => void;
}

const NO_LINE_ENDS = /[^\r\n\u2028\u2029]/g;

export function createEraser({ source, splice, refuse }: PluginContext): Eraser {
  const openEnds = new Set<number>();

  function blank(start: number, end: number, keepLines = true): void {
    splice.replace(start, end, source.slice(start, end).replace(keepLines ? NO_LINE_ENDS : /[\s\S]/g, ' '));
    if (openEnds.delete(end)) splice.after(end, ';');
  }

  return {
    source,
    splice,
    refuse,
    erasedTypes: new WeakSet(),
    blank,
    eraseWhole(node) {
      const [start, end] = rangeOf(node);
      splice.replace(start, end, `;${source.slice(start + 1, end).replace(NO_LINE_ENDS, ' ')}`);
    },
    eraseMark(offset) {
      const at = skipTrivia(source, offset);
      if (source[at] === '?' || source[at] === '!') blank(at, at + 1);
    },
    noteEnd(end) {
      if (source[end - 1] !== ';') openEnds.add(end);
    },
  };
}

export function rangeOf(node: Node): [start: number, end: number] {
  return [node.start as number, node.end as number];
}
