import { deepStrictEqual } from 'node:assert';
import { createRequire } from 'node:module';

/** Code point or range, status, and for some what it is mapped to: a row of tr46/lib/mappingTable.json. */
type Row = [range: number | [number, number], status: number, mapping?: string];

/** Length of a range and its status, over and over; after a status that has one, the mapping as text or as distance. */
export type PackedRows = (number | string)[];

const unpack: (packed: PackedRows) => Row[] = createRequire(import.meta.url)(
  '../src/libraries/replacements/unpack-mapping-table.cjs',
);

/**
 * The Unicode mapping table of tr46 as a flat list. Its rows follow one another without gaps, so a range needs only its
 * length; and neighbours that are mapped by the same distance (A to Z, say) become one range.
 */
export function packMappingTable(rows: readonly Row[]): PackedRows {
  const merged = mergeUnmapped(rows);
  const packed: PackedRows = [];
  let run: { countAt: number; status: number; distance: number } | undefined;
  for (const [range, status, mapping] of merged) {
    const [start, end] = bounds(range);
    const distance = start === end && mapping?.length === 1 ? mapping.charCodeAt(0) - start : undefined;
    if (run && run.status === status && run.distance === distance) {
      (packed[run.countAt] as number)++;
      continue;
    }
    run = distance === undefined ? undefined : { countAt: packed.length, status, distance };
    packed.push(end - start + 1, status);
    if (mapping !== undefined) packed.push(distance ?? mapping);
  }
  deepStrictEqual(unpack(packed), merged);
  return packed;
}

function mergeUnmapped(rows: readonly Row[]): Row[] {
  const merged: Row[] = [];
  for (const [range, status, mapping] of rows) {
    const last = merged.at(-1);
    if (last && last.length === 2 && mapping === undefined && last[1] === status) {
      last[0] = [bounds(last[0])[0], bounds(range)[1]];
    } else merged.push(mapping === undefined ? [range, status] : [range, status, mapping]);
  }
  return merged;
}

const bounds = (range: number | [number, number]): [number, number] => (Array.isArray(range) ? range : [range, range]);
