/** The process layer with one budget of its kind, and for control with none. */
export const BUDGET_MODES = [
  'heap-cap-only',
  'data-limit-only',
  'memory-watch-only',
  'no-memory-budget',
  'deadline-only',
  'cpu-budget-only',
  'no-time-budget',
] as const;
export type BudgetMode = (typeof BUDGET_MODES)[number];

const PRODUCT_MODES = ['full', 'guard-off', 'runner-only'] as const;
const IN_A_CHILD = ['process-only', ...BUDGET_MODES] as const;
const ONE_LAYER_MODES = ['guard-only', 'transform-only', ...IN_A_CHILD] as const;

/** Which layers stand before the script; `naive` is the positive control, the last three are other products. */
export const MODES = [...PRODUCT_MODES, ...ONE_LAYER_MODES, 'naive', 'isolated-vm', 'vm2', 'run'] as const;
export type Mode = (typeof MODES)[number];

const among = (some: readonly Mode[]): ReadonlySet<Mode> => new Set(some);
/** The script may do as it likes in a child of its own. */
export const CHILD_MODES = among(IN_A_CHILD);
/** Where a layer stands alone, much gets through: that is what is asked. */
export const ONE_LAYER = among(ONE_LAYER_MODES);
/** Modes in which the product's own tiers play no part. */
export const FOREIGN_MODES = among(MODES.filter((mode) => !among(PRODUCT_MODES).has(mode)));
