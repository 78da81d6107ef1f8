import { unwrapExports } from './exports.ts';
import { unwrapFence } from './fences.ts';
import type { Repair } from './repair.ts';

/**
 * Puts right what keeps a model's answer from parsing as a script body: markdown fences, `export`, `export default`. Lines
 * and columns stay as they are. A source that needs nothing comes back as it is.
 */
export function repairSource(source: string): { source: string; repairs: readonly Repair[] } {
  const fence = unwrapFence(source);
  const exports = unwrapExports(fence.source);
  return { source: exports.source, repairs: [...fence.repairs, ...exports.repairs] };
}
