import MagicString from 'magic-string';

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Collects edits of a source text and applies them at once, so that everything the author wrote stays where it was.
 *
 * Edits come from one walk with parents first. At one offset, what closes a node stands before what opens the next one;
 * among the openings the outer node's comes first, among the closings the inner node's.
 */
export class Splice {
  readonly #source: string;
  readonly #closings = new Map<number, string>();
  readonly #openings = new Map<number, string>();
  readonly #replacements: Replacement[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  /** Text in front of the node that starts at `offset`, inside of what was opened there before. */
  open(offset: number, text: string): void {
    this.#openings.set(offset, (this.#openings.get(offset) ?? '') + text);
  }

  /** Text in front of everything that was opened at `offset`. */
  before(offset: number, text: string): void {
    this.#openings.set(offset, text + (this.#openings.get(offset) ?? ''));
  }

  /** Text behind the node that ends at `offset`, inside of what was closed there before. */
  close(offset: number, text: string): void {
    this.#closings.set(offset, text + (this.#closings.get(offset) ?? ''));
  }

  /** Text right behind the token that ends at `offset`, after what was put there before. */
  after(offset: number, text: string): void {
    this.#closings.set(offset, (this.#closings.get(offset) ?? '') + text);
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

  /** Source map (version 3) from the edited text to the source. */
  map(fileName: string): string {
    const edited = new MagicString(this.#source);
    for (const { start, end, text } of this.#ordered()) {
      if (start === end) edited.appendLeft(start, text);
      else edited.update(start, end, text);
    }
    return edited.generateMap({ source: fileName, includeContent: true, hires: 'boundary' }).toString();
  }

  #ordered(): Replacement[] {
    const edits: Replacement[] = [];
    for (const [offset, text] of this.#closings) edits.push({ start: offset, end: offset, text });
    for (const [offset, text] of this.#openings) edits.push({ start: offset, end: offset, text });
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
    return edits;
  }
}
