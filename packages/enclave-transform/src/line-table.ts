import type { SourceLocation } from './errors.ts';

/** Turns offsets of one text into lines and columns. */
export class LineTable {
  readonly #starts: number[] = [0];

  constructor(source: string) {
    const breaks = /\r\n|[\n\r\u2028\u2029]/g;
    while (breaks.exec(source) !== null) this.#starts.push(breaks.lastIndex);
  }

  /** 1-based line of `offset`. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  locate(offset: number): SourceLocation {
    const line = this.lineOf(offset);
    return { line, column: offset - (this.#starts[line - 1] as number) + 1 };
  }

  offsetOf({ line, column }: SourceLocation): number {
    return (this.#starts[line - 1] ?? 0) + column - 1;
  }
}
