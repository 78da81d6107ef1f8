import { brandOf } from '../codec/brand.ts';
import {
  enumerableKeys,
  getOwnPropertyDescriptor,
  hasOwn,
  isArray,
  MapConstructor,
  mapGet,
  mapSet,
  slice,
  toText,
} from '../primordials.ts';
import { define } from '../shapes.ts';
import { inspect, MAX_DEPTH, type Walk } from './inspect.ts';

const MAX_ROWS = 100;
const MAX_COLUMNS = 20;
const MAX_CELL = 200;

interface Row {
  readonly index: string;
  readonly cells: Map<string, string>;
}

/**
 * What `console.table` draws: a row for each item, a column for each key that some item has. Null for what is no table.
 *
 * @param only the columns to show
 */
export function formatTable(data: unknown, only: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const brand = brandOf(data);
  if (brand !== 'object' && brand !== 'typed array') return null;
  const columns = columnsOf(only);
  const rows: Row[] = [];
  const keys = enumerableKeys(data);
  let hasValues = false;
  for (let i = 0; i < keys.length && i < MAX_ROWS; i++) {
    const index = keys[i] as string;
    const item = dataOf(data, index);
    const cells = new MapConstructor<string, string>();
    if (typeof item === 'object' && item !== null) {
      const names = enumerableKeys(item);
      for (let j = 0; j < names.length; j++) {
        const name = names[j] as string;
        if (only === undefined && columns.length < MAX_COLUMNS && !includes(columns, name)) add(columns, name);
        if (includes(columns, name)) mapSet(cells, name, cellOf(dataOf(item, name)));
      }
    } else {
      hasValues = true;
      mapSet(cells, VALUES, cellOf(item));
    }
    add(rows, { index, cells });
  }
  if (hasValues) add(columns, VALUES);
  return draw(rows, columns, keys.length - rows.length);
}

const VALUES = 'Values';

function columnsOf(only: unknown): string[] {
  const columns: string[] = [];
  if (isArray(only)) for (let i = 0; i < only.length && i < MAX_COLUMNS; i++) add(columns, toCell(only[i]));
  return columns;
}

/** Own data only: no getter runs. */
function dataOf(holder: object, key: string): unknown {
  const property = getOwnPropertyDescriptor(holder, key);
  return property !== undefined && hasOwn(property, 'value') ? property.value : undefined;
}

const toCell = (value: unknown): string => (typeof value === 'string' ? slice(value, 0, MAX_CELL) : cellOf(value));

function cellOf(value: unknown): string {
  const walk: Walk = { text: '', limit: MAX_CELL };
  inspect(walk, value, MAX_DEPTH - 1, null);
  return slice(walk.text, 0, MAX_CELL);
}

function draw(rows: readonly Row[], columns: readonly string[], left: number): string {
  const widths: number[] = [];
  add(widths, INDEX.length);
  for (let i = 0; i < columns.length; i++) add(widths, (columns[i] as string).length);
  for (let i = 0; i < rows.length; i++) {
    const { index, cells } = rows[i] as Row;
    widen(widths, 0, index);
    for (let j = 0; j < columns.length; j++) widen(widths, j + 1, mapGet(cells, columns[j] as string) ?? '');
  }
  let text = `${rule(widths, '┌', '┬', '┐')}\n${line(widths, INDEX, (j) => columns[j] as string)}\n${rule(widths, '├', '┼', '┤')}`;
  for (let i = 0; i < rows.length; i++) {
    const { index, cells } = rows[i] as Row;
    text += `\n${line(widths, slice(index, 0, MAX_CELL), (j) => mapGet(cells, columns[j] as string) ?? '')}`;
  }
  text += `\n${rule(widths, '└', '┴', '┘')}`;
  return left > 0 ? `${text}\n... ${toText(left)} more` : text;
}

const INDEX = '(index)';

/** No cell is longer than MAX_CELL, but the index may be. */
function widen(widths: number[], column: number, text: string): void {
  const { length } = slice(text, 0, MAX_CELL);
  if (length > (widths[column] as number)) widths[column] = length;
}

function rule(widths: readonly number[], left: string, middle: string, right: string): string {
  let text = left;
  for (let i = 0; i < widths.length; i++) text += `${i > 0 ? middle : ''}${fill('─', (widths[i] as number) + 2)}`;
  return text + right;
}

function line(widths: readonly number[], index: string, cell: (column: number) => string): string {
  let text = '│';
  for (let i = 0; i < widths.length; i++) {
    const content = i === 0 ? index : cell(i - 1);
    text += ` ${content}${fill(' ', (widths[i] as number) - content.length)} │`;
  }
  return text;
}

function fill(unit: string, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) text += unit;
  return text;
}

function includes(list: readonly string[], text: string): boolean {
  for (let i = 0; i < list.length; i++) if (list[i] === text) return true;
  return false;
}

function add<Item>(list: Item[], item: Item): void {
  define(list, list.length, item, true);
}
