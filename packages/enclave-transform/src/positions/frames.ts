/** What the ids in instrumented code stand for. */
export interface Frame {
  readonly name: string;
  /** Set when the frame only notes where inside of another one an error was made or caught. */
  readonly within?: number;
}

/** The functions and the positions of one program, numbered as they are met. */
export class Frames {
  readonly frames: Frame[] = [];
  /** Offsets in the source, by position id. */
  readonly offsets: number[] = [];
  readonly #ids = new Map<number, number>();

  addFrame(frame: Frame): number {
    return this.frames.push(frame) - 1;
  }

  positionId(offset: number): number {
    let id = this.#ids.get(offset);
    if (id === undefined) {
      id = this.offsets.push(offset) - 1;
      this.#ids.set(offset, id);
    }
    return id;
  }
}
