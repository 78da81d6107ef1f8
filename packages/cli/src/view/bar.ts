import type { Paint } from './paint.ts';

export interface Budget {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
  readonly format: (figure: number) => string;
}

const LABEL_WIDTH = 12;
/** Room for the figures, so that a bar and its text stay on one line. */
const TEXT_WIDTH = 42;
const MIN_WIDTH = 4;
const MAX_WIDTH = 20;

/** `tool calls   ████░░░░░░░░░░░░░░░░  20 / 100`: yellow from three quarters on, red when it is used up. */
export function budgetBar({ label, used, limit, format }: Budget, paint: Paint, columns = 80): string {
  const width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, columns - TEXT_WIDTH));
  const share = limit > 0 ? Math.min(used / limit, 1) : 1;
  const filled = Math.round(share * width);
  const colour = share >= 1 ? 'red' : share >= 0.75 ? 'yellow' : 'green';
  const bar = paint(colour, '█'.repeat(filled)) + paint('dim', '░'.repeat(width - filled));
  return `  ${label.padEnd(LABEL_WIDTH)} ${bar}  ${format(used)} ${paint('dim', `/ ${format(limit)}`)}`;
}
