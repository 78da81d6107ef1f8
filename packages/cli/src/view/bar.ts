import type { Paint } from './paint.ts';

export interface Budget {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
  readonly format: (figure: number) => string;
}

const WIDTH = 20;
const LABEL_WIDTH = 12;

/** `tool calls   ████░░░░░░░░░░░░░░░░  20 / 100`: yellow from three quarters on, red when it is used up. */
export function budgetBar({ label, used, limit, format }: Budget, paint: Paint): string {
  const share = limit > 0 ? Math.min(used / limit, 1) : 1;
  const filled = Math.round(share * WIDTH);
  const colour = share >= 1 ? 'red' : share >= 0.75 ? 'yellow' : 'green';
  const bar = paint(colour, '█'.repeat(filled)) + paint('dim', '░'.repeat(WIDTH - filled));
  return `  ${label.padEnd(LABEL_WIDTH)} ${bar}  ${format(used)} ${paint('dim', `/ ${format(limit)}`)}`;
}
