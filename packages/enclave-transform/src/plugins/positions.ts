import type { SourceLocation } from '../errors.ts';
import { LineTable } from '../line-table.ts';
import type { Plugin } from '../plugin.ts';
import { ErrorClasses } from '../positions/error-classes.ts';
import { Frames } from '../positions/frames.ts';
import { placeBlock } from '../positions/functions.ts';

/** One of the author's functions that an error passed through. */
export interface StackFrame extends SourceLocation {
  /** As the source calls it: `fetchAll`, `Cart.total`, `new Cart`; empty for a function without a name and for the program. */
  readonly functionName: string;
}

/** Where an error came from, in the author's source. */
export interface Origin {
  readonly location: SourceLocation;
  /** Innermost function first. */
  readonly stack: readonly StackFrame[];
}

/**
 * Lets every error say where it came from, in a realm that captures no stacks: each function keeps its position in a
 * local, and when an error leaves it, the runtime notes that position. The local costs next to nothing in optimised code,
 * since it is only read when an error passes.
 *
 * ```js
 * const user = await load(id);
 * let __enclave_p=0;try{__enclave_p=1;const user = await load(id);}catch(__enclave_e){throw __enclave_trace(__enclave_e,0,__enclave_p)}
 * ```
 */
export function positions(): Plugin {
  return {
    name: 'positions',
    start({ source, splice, useRuntime }) {
      const frames = new Frames();
      const lines = new LineTable(source);
      const errors = new ErrorClasses();
      return {
        visit: {
          ClassDeclaration(node) {
            errors.add(node);
            return undefined;
          },
        },
        finish(file) {
          const frame = frames.addFrame({ name: '' });
          placeBlock(file.program, frame, {
            shared: { source, splice, lines, frames, errors, trace: useRuntime('trace') },
          });
        },
        locate: locator(frames, lines),
      };
    },
  };
}

/** Outlives the transform, for as long as its result is kept: made here, it holds on to nothing but its arguments. */
function locator(frames: Frames, lines: LineTable): (trace: readonly number[]) => Origin | undefined {
  return (trace) => locate(frames, lines, trace);
}

function locate(frames: Frames, lines: LineTable, trace: readonly number[]): Origin | undefined {
  const stack: StackFrame[] = [];
  /** The function whose frame is already in the stack because an error was made or caught inside of it. */
  let noted: number | undefined;
  for (let index = 0; index + 1 < trace.length; index += 2) {
    const id = trace[index] as number;
    const frame = frames.frames[id];
    const offset = frames.offsets[trace[index + 1] as number];
    if (frame === undefined || offset === undefined) continue;
    const owner = frame.within ?? id;
    const isNoted = noted === owner;
    noted = frame.within === undefined ? undefined : owner;
    if (!isNoted) stack.push({ functionName: frame.name, ...lines.locate(offset) });
  }
  const [first] = stack;
  return first && { location: { line: first.line, column: first.column }, stack };
}
