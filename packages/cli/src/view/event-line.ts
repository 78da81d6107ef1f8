import type { ConsoleEntry, ToolCallReceipt } from '@enclave-vm/core';
import { formatDuration } from '../values/duration.ts';
import type { Paint } from './paint.ts';
import { safeLine, safeText } from './safe-text.ts';

const CONSOLE_STYLE = { log: 'reset', info: 'cyan', warn: 'yellow', error: 'red', debug: 'dim' } as const;

/** `✔ users:list  12 ms`, `✖ mail:send  3 ms  The mailbox is full` */
export function toolLine({ name, state, duration, error }: Omit<ToolCallReceipt, 'idempotent'>, paint: Paint): string {
  const sign = { succeeded: paint('green', '✔'), failed: paint('red', '✖'), pending: '…', 'not-started': '–' }[state];
  const reason = error ? `  ${paint('red', safeLine(error.message))}` : '';
  return `  ${sign} ${safeLine(name, 60)}  ${paint('dim', formatDuration(duration))}${reason}`;
}

/** `│ warn: three invoices are overdue`; a text of several lines keeps the rule at each of them. */
export function consoleLine({ level, text }: ConsoleEntry, paint: Paint): string {
  const label = level === 'log' ? '' : `${level}: `;
  return safeText(label + text)
    .split('\n')
    .map((line) => `  ${paint('dim', '│')} ${paint(CONSOLE_STYLE[level], line)}`)
    .join('\n');
}
