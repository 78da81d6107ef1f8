import { deepStrictEqual } from 'node:assert';
import { createRequire } from 'node:module';

/** Code point or range, status, and for some what it is mapped to: a row of tr46/lib/mappingTable.json. */
type Row = [range: number | [number, number], status: number, mapping?: string];

const unpack = createRequire(import.meta.url)('../src/libraries/replacements/unpack-mapping-table.cjs') as (
  packed: string,
) => Row[];

/**
 * The Unicode mapping table of tr46 as a short ASCII string. The rows follow one another without gaps, so their ranges need
 * only a length, and neighbours that are mapped by the same distance (A to Z, say) share an entry:
 * `<status letter><length>`, then `:<distance>` for single code points or `=<UTF-16 units>` for a range; base 36.
 */
export function packMappingTable(rows: readonly Row[]): string {
  const merged = mergeUnmapped(rows);
  const entries: { letter: string; count: number; distance: number | undefined; rest: string }[] = [];
  for (const [range, status, mapping] of merged) {
    const [start, end] = bounds(range);
    const letter = String.fromCharCode(64 + status);
    const distance = start === end && mapping?.length === 1 ? mapping.charCodeAt(0) - start : undefined;
    const last = entries.at(-1);
    if (last && distance !== undefined && last.letter === letter && last.distance === distance) last.count++;
    else {
      const rest =
        mapping === undefined ? '' : distance === undefined ? `=${units(mapping)}` : `:${distance.toString(36)}`;
      entries.push({ letter, count: end - start + 1, distance, rest });
    }
  }
  const packed = entries
    .map(({ letter, count, rest }) => `${letter}${count === 1 ? '' : count.toString(36)}${rest}`)
    .join('');
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
const units = (text: string): string =>
  [...Array(text.length).keys()].map((at) => text.charCodeAt(at).toString(36)).join('.');
