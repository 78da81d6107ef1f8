import type { Node } from '@babel/types';
import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import type { LineTable } from '../line-table.ts';
import { EXPRESSION, type Slot, type Splice } from '../splice.ts';
import type { ErrorClasses } from './error-classes.ts';
import type { Frames } from './frames.ts';
import { endOf, startOf } from './places.ts';

export const POSITION = `${RESERVED_PREFIX}p`;
export const HELD = `${RESERVED_PREFIX}t`;
export const CAUGHT = `${RESERVED_PREFIX}e`;

/** What all functions of a program share while positions are put in. */
export interface Shared {
  readonly source: string;
  readonly splice: Splice;
  readonly lines: LineTable;
  readonly frames: Frames;
  readonly errors: ErrorClasses;
  /** Local name of the runtime's `trace`. */
  readonly trace: string;
}

/**
 * The function at hand: which position its local holds, as far as that is known, and the statement that can still set it.
 *
 * An `off` scope is one whose code cannot see a local of ours (parameters, a function that cannot be wrapped): nothing is
 * put in there, but the functions within are still found.
 */
export class Scope {
  readonly shared: Shared;
  readonly frame: number;
  readonly off: boolean;
  /** Position that the local holds here, if that is certain. */
  current: number | undefined;
  /** Whether an operand had to be held while the position moved on. */
  holds = false;
  /** Operations met so far. */
  operations = 0;
  /** Where a statement first reads a name. */
  firstName: number | undefined;
  /** How deep in `try` statements of the author's the walk is. */
  tries = 0;
  readonly #filled: Slot[] = [];
  #pending: Slot | undefined;
  #within: number | undefined;

  constructor(shared: Shared, frame: number, off: boolean) {
    this.shared = shared;
    this.frame = frame;
    this.off = off;
  }

  /** Opens a statement: the first position that is needed in it is set in front of it. */
  begin(slot: Slot): void {
    this.#pending = slot;
    this.firstName = undefined;
  }

  /** Closes what a statement could still set; a statement in which nothing can fail gets its own start. */
  settle(fallback: number): void {
    if (this.#pending !== undefined) this.move(this.shared.frames.positionId(this.firstName ?? fallback));
  }

  /** Makes the position `offset` hold before `node` is evaluated. */
  at(offset: number, node: Node): void {
    this.operations++;
    if (this.off) return;
    const id = this.shared.frames.positionId(offset);
    if (this.move(id)) return;
    this.fill(this.shared.splice.open(startOf(node), endOf(node), '', EXPRESSION), `(${POSITION}=${id},`);
    this.fill(this.shared.splice.close(startOf(node), endOf(node)), ')');
    this.current = id;
  }

  /** Makes the position `offset` hold after `operand` is evaluated, which is the last thing before an operation. */
  after(offset: number, operand: Node, evaluate: () => void): void {
    if (this.off) {
      evaluate();
      this.operations++;
      return;
    }
    const { splice, frames } = this.shared;
    const open = splice.open(startOf(operand), endOf(operand), '', EXPRESSION);
    const close = splice.close(startOf(operand), endOf(operand));
    const before = this.operations;
    evaluate();
    const id = frames.positionId(offset);
    if (this.current !== id && !(before === this.operations && this.move(id))) {
      if (before === this.operations) {
        this.fill(open, `(${POSITION}=${id},`);
        this.fill(close, ')');
      } else {
        // The brackets that the author wrote around a sequence stand outside of all that is put in here.
        const [left, right] = operand.type === 'SequenceExpression' ? ['(', ')'] : ['', ''];
        this.fill(open, `(${HELD}=${left}`);
        this.fill(close, `${right},${POSITION}=${id},${HELD})`);
        this.holds = true;
      }
      this.current = id;
    }
    this.operations++;
  }

  /** Whether `offset` is on another line than the position that is held. */
  isElsewhere(offset: number): boolean {
    if (this.current === undefined) return false;
    const { lines, frames } = this.shared;
    return lines.lineOf(frames.offsets[this.current] as number) !== lines.lineOf(offset);
  }

  /** Evaluates what may or may not run: afterwards the position is only known if it did not move. */
  maybe(evaluate: () => void): void {
    const before = this.current;
    evaluate();
    if (this.current !== before) this.current = undefined;
  }

  /** Drops the slot of a statement in which nothing can fail. */
  forget(): void {
    this.#pending = undefined;
  }

  /** Puts `text` in, unless the function turns out to need no wrapping. */
  fill(slot: Slot, text: string): void {
    slot.text = text;
    this.#filled.push(slot);
  }

  /** Takes everything back. */
  discard(): void {
    for (const slot of this.#filled) slot.text = '';
  }

  /** A frame for "made or caught in this function", which locate() folds into the function's own. */
  within(): number {
    this.#within ??= this.shared.frames.addFrame({
      name: this.shared.frames.frames[this.frame]?.name ?? '',
      within: this.frame,
    });
    return this.#within;
  }

  get isProgram(): boolean {
    return this.frame === 0;
  }

  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Uses the statement's slot, or sees that there is nothing to do. */
  private move(id: number): boolean {
    const slot = this.#pending;
    this.#pending = undefined;
    if (this.current === id) return true;
    if (slot === undefined) return false;
    this.fill(slot, `${POSITION}=${id};`);
    this.current = id;
    return true;
  }
}
