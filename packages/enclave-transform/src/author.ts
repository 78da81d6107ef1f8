import remapping from '@jridgewell/remapping';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Customized } from './custom/apply.ts';
import type { SourceLocation } from './errors.ts';

/** Leads from the program that was instrumented back to what the author wrote; they differ when custom plugins ran. */
export interface AuthorMap {
  locate(location: SourceLocation): SourceLocation;
  /** Joins a source map to the instrumented program with the one from there to the author's source. */
  join(map: string): string;
}

export const UNCHANGED: AuthorMap = { locate: (location) => location, join: (map) => map };

export function mapToAuthor({ map, source }: Customized): AuthorMap {
  let traced: TraceMap | undefined;
  return {
    locate({ line, column }) {
      traced ??= new TraceMap(map);
      // Code that a plugin made has no place of its own: the last one before it is the nearest that the author knows.
      for (let at = line; at > 0; at--) {
        const original = originalPositionFor(traced, { line: at, column: at === line ? column - 1 : source.length });
        if (original.line !== null) return { line: original.line, column: original.column + 1 };
      }
      return { line: 1, column: 1 };
    },
    join: (outer) => JSON.stringify(remapping([outer, map], () => null)),
  };
}
