import type { ScriptCheck } from '@enclave-vm/core';
import type { Paint } from './paint.ts';
import { safeLine, safeText } from './safe-text.ts';

/** What was found in one file: a line an issue, as linters print them, and the frame of the first. */
export function checkText(check: ScriptCheck & { path: string }, paint: Paint): string {
  const sign = check.valid ? paint('green', '✔') : paint('red', '✖');
  const lines = [`${sign} ${paint('underline', safeLine(check.path))}`];
  for (const { message } of check.repairs) lines.push(`  ${paint('yellow', 'repaired:')} ${safeLine(message)}`);
  for (const { location, severity, message, hint, ruleId } of check.issues) {
    const { line, column } = location.start;
    const label = severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning');
    lines.push(`  ${line}:${column}  ${label}  ${safeLine(message)}  ${paint('dim', ruleId)}`);
    if (hint) lines.push(`        ${paint('cyan', 'hint:')} ${safeLine(hint)}`);
  }
  if (!check.valid && check.error.codeFrame) lines.push('', safeText(check.error.codeFrame), '');
  return lines.join('\n');
}
