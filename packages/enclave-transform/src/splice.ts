import MagicString from 'magic-string';

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Text whose place in the order is taken before it is known. */
export interface Slot {
  text: string;
}

/** A slot at the edge of a node; `reach` is where the node ends at its other side. */
interface Edge {
  readonly slot: Slot;
  readonly reach: number;
  /** What stands further inside, where two texts open one and the same node. */
  readonly rank: number;
}

/** Ranks: what wraps a node, what stands in front of a statement, what starts a statement, what wraps an expression. */
export const WRAPPER = 0;
export const STATEMENT = 1;
export const KEYWORD = 2;
export const EXPRESSION = 3;

/**
 * Collects edits of a source text and applies them at once, so that everything the author wrote stays where it was.
 *
 * At one offset, what closes a node stands before what opens the next one, and the texts nest as their nodes do; for one
 * and the same node, what came first is outside.
 */
export class Splice {
  readonly #source: string;
  readonly #closings = new Map<number, Edge[]>();
  readonly #openings = new Map<number, Edge[]>();
  readonly #replacements: Replacement[] = [];
  #cursor = { edit: 0, offset: 0, shift: 0 };
  #edits: readonly Replacement[] | undefined;
  readonly #tails = new Map<number, Slot>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Text in front of the node from `start` to `end`. */
  open(start: number, end: number, text = '', rank = WRAPPER): Slot {
    return add(this.#openings, start, end, text, rank);
  }

  /** Text behind the node from `start` to `end`. */
  close(start: number, end: number, text = ''): Slot {
    return add(this.#closings, end, start, text);
  }

  /** Text in front of everything that opens at `offset`. */
  before(offset: number, text: string): void {
    add(this.#openings, offset, Number.POSITIVE_INFINITY, text);
  }

  /** Text behind everything that closes at `offset`, after what was put there before. */
  after(offset: number, text: string): void {
    const slot = this.#tails.get(offset);
    if (slot === undefined) this.#tails.set(offset, add(this.#closings, offset, Number.NEGATIVE_INFINITY, text));
    else slot.text += text;
  }

  /** Puts `text` in place of a stretch of source. Replacements must not overlap. */
  replace(start: number, end: number, text: string): void {
    this.#replacements.push({ start, end, text });
  }

  /** The edited text. */
  toString(): string {
    let result = '';
    let done = 0;
    for (const { start, end, text } of this.#ordered()) {
      result += this.#source.slice(done, start) + text;
      done = end;
    }
    return result + this.#source.slice(done);
  }

  /** Where in the edited text the edits at `offset` begin; in order to ask for many, ask in ascending order of offsets. */
  indexOf(offset: number): number {
    if (offset < this.#cursor.offset) this.#cursor = { edit: 0, offset: 0, shift: 0 };
    const edits = this.#ordered();
    const cursor = this.#cursor;
    for (let edit = edits[cursor.edit]; edit !== undefined && edit.start < offset; edit = edits[++cursor.edit]) {
      cursor.shift += edit.text.length - (edit.end - edit.start);
    }
    cursor.offset = offset;
    return offset + cursor.shift;
  }

  /** Where in the source an offset of the edited text is; for text of ours, where that was put. */
  sourceOf(offset: number): number {
    let shift = 0;
    for (const { start, end, text } of this.#ordered()) {
      if (start + shift > offset) break;
      if (start + shift + text.length > offset) return start;
      shift += text.length - (end - start);
    }
    return offset - shift;
  }

  /** Source map (version 3) from the edited text to the source. */
  map(fileName: string): string {
    const edited = new MagicString(this.#source);
    for (const { start, end, text } of this.#ordered()) {
      if (start === end) edited.appendLeft(start, text);
      else edited.update(start, end, text);
    }
    return edited.generateMap({ source: fileName, includeContent: true, hires: 'boundary' }).toString();
  }

  #ordered(): readonly Replacement[] {
    if (this.#edits !== undefined) return this.#edits;
    const edits: Replacement[] = [];
    for (const [offset, list] of this.#closings) {
      // Inner nodes start later; of one node, the last that came is innermost.
      if (list.length > 1) list.reverse().sort((a, b) => b.reach - a.reach);
      insert(edits, offset, list);
    }
    for (const [offset, list] of this.#openings) {
      if (list.length > 1) list.sort((a, b) => b.reach - a.reach || a.rank - b.rank);
      insert(edits, offset, list);
    }
    for (const replacement of this.#replacements) edits.push(replacement);
    // Closings were listed before openings, both before replacements, and sorting is stable: at one offset that order holds.
    edits.sort((a, b) => a.start - b.start);
    for (let index = 1; index < edits.length; index++) {
      const previous = edits[index - 1] as Replacement;
      const current = edits[index] as Replacement;
      if (current.start < previous.end) {
        throw new RangeError(`Two edits overlap at offset ${current.start}.`);
      }
    }
    this.#edits = edits;
    return edits;
  }
}

function add(edges: Map<number, Edge[]>, offset: number, reach: number, text: string, rank = WRAPPER): Slot {
  const slot = { text };
  const list = edges.get(offset);
  if (list === undefined) edges.set(offset, [{ slot, reach, rank }]);
  else list.push({ slot, reach, rank });
  return slot;
}

function insert(edits: Replacement[], offset: number, list: readonly Edge[]): void {
  let text = '';
  for (const { slot } of list) text += slot.text;
  if (text !== '') edits.push({ start: offset, end: offset, text });
}
