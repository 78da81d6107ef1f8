import type { Row } from '../row.ts';
import { computeRows } from './compute.ts';
import { guardRows, transformRows } from './front-end.ts';
import { growthRows } from './growth.ts';
import { memoryRows } from './memory.ts';
import { runRows } from './runs.ts';
import { toolCallRows } from './tool-calls.ts';

/** Every row, in the order of the tables. */
export const ROWS: readonly Row[] = [
  ...runRows,
  ...toolCallRows,
  ...computeRows,
  ...memoryRows,
  ...guardRows,
  ...transformRows,
  ...growthRows,
];
