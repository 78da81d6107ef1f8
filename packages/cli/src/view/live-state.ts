import type { RunEvent } from '@enclave-vm/core';
import { formatDuration } from '../values/duration.ts';
import { formatSize } from '../values/size.ts';
import { type Budget, budgetBar } from './bar.ts';
import type { Paint } from './paint.ts';
import type { RunTitle } from './run-view.ts';
import { safeLine } from './safe-text.ts';

/** What the part of the live view that changes is drawn from. */
export interface LiveState {
  startedAt: number;
  pending: Map<string, { name: string; since: number }>;
  toolCalls: number;
  consoleCalls: number;
  consoleBytes: number;
}

export function newLiveState(startedAt: number): LiveState {
  return { startedAt, pending: new Map(), toolCalls: 0, consoleCalls: 0, consoleBytes: 0 };
}

export function updateLiveState(state: LiveState, event: RunEvent, now: number): void {
  if (event.type === 'started') state.startedAt = now;
  if (event.type === 'tool-call') {
    state.toolCalls += 1;
    state.pending.set(event.id, { name: event.name, since: now });
  }
  if (event.type === 'tool-settled') state.pending.delete(event.receipt.id);
  if (event.type === 'console') {
    state.consoleCalls += 1;
    state.consoleBytes += Buffer.byteLength(event.entry.text);
  }
}

const SPINNER = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];
export const SPINNER_INTERVAL = 80;
const MAX_PENDING = 8;

/** The lines at the bottom of the terminal: calls in flight with a spinner and their time, then the budgets. */
export function drawLiveState(state: LiveState, { limits }: RunTitle, now: number, paint: Paint, columns = 80): string {
  const frame = SPINNER[Math.floor(now / SPINNER_INTERVAL) % SPINNER.length] ?? '';
  const pending = [...state.pending.values()];
  const calls = pending
    .slice(0, MAX_PENDING)
    .map(
      ({ name, since }) =>
        `  ${paint('cyan', frame)} ${safeLine(name, Math.max(10, columns - 20))}  ${paint('dim', formatDuration(now - since))}`,
    );
  const more =
    pending.length > MAX_PENDING ? [paint('dim', `  and ${pending.length - MAX_PENDING} more in flight`)] : [];
  const bars = liveBudgets(state, limits, now).map((budget) => budgetBar(budget, paint, columns));
  return [...calls, ...more, '', ...bars].join('\n');
}

function liveBudgets(state: LiveState, limits: RunTitle['limits'], now: number): Budget[] {
  const budgets: Budget[] = [
    { label: 'time', used: now - state.startedAt, limit: limits.timeout, format: formatDuration },
    { label: 'tool calls', used: state.toolCalls, limit: limits.maxToolCalls, format: String },
  ];
  if (state.consoleCalls > 0) {
    budgets.push({
      label: 'console',
      used: state.consoleBytes,
      limit: limits.maxConsoleOutputBytes,
      format: formatSize,
    });
  }
  return budgets;
}
