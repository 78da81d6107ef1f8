import type { ExecutionError, ExecutionFailure, ExecutionResult, Limits } from '@enclave-vm/core';
import { formatDuration } from '../values/duration.ts';
import { formatSize } from '../values/size.ts';
import { budgetBar } from './bar.ts';
import type { Paint } from './paint.ts';
import { safeLine, safeText } from './safe-text.ts';

/** All budgets as they were when the run ended. */
export function finalBars({ stats }: ExecutionResult, limits: Limits, paint: Paint, columns = 80): string[] {
  const budgets = [
    { label: 'time', used: stats.duration, limit: limits.timeout, format: formatDuration },
    { label: 'tool calls', used: stats.toolCallCount, limit: limits.maxToolCalls, format: String },
    {
      label: 'iterations',
      used: stats.iterationCount,
      limit: limits.maxIterations,
      format: (n: number) => n.toLocaleString('en'),
    },
    ...(stats.peakMemory === undefined
      ? []
      : [{ label: 'memory', used: stats.peakMemory, limit: limits.memoryLimit, format: formatSize }]),
    { label: 'console', used: stats.consoleBytes, limit: limits.maxConsoleOutputBytes, format: formatSize },
    { label: 'result', used: stats.resultBytes, limit: limits.maxResultBytes, format: formatSize },
  ];
  return budgets.map((budget) => budgetBar(budget, paint, columns));
}

/** `✔ 42 ms, 3 tool calls, 120 iterations` */
export function summaryLine({ success, stats }: ExecutionResult, paint: Paint): string {
  const sign = success ? paint('green', '✔ succeeded') : paint('red', '✖ failed');
  const figures = [
    `in ${formatDuration(stats.duration)}`,
    counted(stats.toolCallCount, 'tool call'),
    counted(stats.iterationCount, 'iteration'),
  ];
  return `${sign} ${figures.join(', ')}`;
}

/** Why a run failed, for a person at a terminal. */
export function failureText({ error, toolCalls }: ExecutionFailure, paint: Paint): string {
  const place = error.location ? ` at line ${error.location.line}, column ${error.location.column}` : '';
  const lines = [`${paint(['bold', 'red'], error.code)}${place}: ${safeText(error.message)}`];
  if (error.path) lines.push(`in ${safeLine(error.path)}`);
  if (error.codeFrame) lines.push('', safeText(error.codeFrame), '');
  lines.push(...otherIssues(error, paint));
  if (error.toolSignature) lines.push(`signature: ${safeLine(error.toolSignature, 400)}`);
  if (error.hint) lines.push(`${paint('cyan', 'hint:')} ${safeText(error.hint)}`);
  lines.push(...callsOf(toolCalls, 'succeeded', 'tool calls that took effect'));
  lines.push(...callsOf(toolCalls, 'pending', 'tool calls that may have taken effect'));
  return lines.join('\n');
}

function callsOf(calls: ExecutionFailure['toolCalls'], state: 'succeeded' | 'pending', title: string): string[] {
  const names = calls.filter((call) => call.state === state).map(({ name }) => safeLine(name, 60));
  return names.length > 0 ? [`${title}: ${names.join(', ')}`] : [];
}

/** The message of the error is that of the first issue. */
function otherIssues({ issues = [] }: ExecutionError, paint: Paint): string[] {
  return issues.slice(1).map(({ location: { start }, message, ruleId }) => {
    return `${start.line}:${start.column}  ${safeLine(message)}  ${paint('dim', ruleId)}`;
  });
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
