import { codeFrame, type Issue } from 'ast-guard';
import { TransformError } from 'enclave-transform';
import type { ExecutionError } from '../result.ts';

const MAX_FRAMES = 3;

/** The error of a script that validation refused. */
export function refusal(issues: readonly Issue[], source: string): ExecutionError {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return {
    name: 'ValidationError',
    code: 'VALIDATION_ERROR',
    message: `${first?.message ?? 'The script was refused.'}${more}`,
    ...(first && { location: first.location.start, codeFrame: framesOf(errors, source) }),
    ...(first?.hint !== undefined && { hint: first.hint }),
    issues,
  };
}

/** The error of a script that the transform could not cope with: what it cannot instrument may not run. */
export function transformRefusal(error: unknown, source: string): ExecutionError {
  const start = (error instanceof TransformError && error.location) || { line: 1, column: 1 };
  return refusal([{ severity: 'error', location: { start, end: start }, ...reasonOf(error) }], source);
}

function reasonOf(error: unknown): Pick<Issue, 'ruleId' | 'messageId' | 'message' | 'hint'> {
  if (error instanceof TransformError) {
    const { code, message, hint } = error;
    return { ruleId: code === 'SYNTAX' ? 'syntax' : 'transform', messageId: code, message, ...(hint && { hint }) };
  }
  if (error instanceof RangeError) {
    const message = 'The code is nested too deeply or is too large.';
    return { ruleId: 'source-limits', messageId: 'tooDeep', message, hint: 'Split it into variables and functions.' };
  }
  return {
    ruleId: 'transform',
    messageId: 'failed',
    message: `The script could not be instrumented: ${String(error)}`,
  };
}

/** One frame for each of the first few lines that have a problem. */
function framesOf(issues: readonly Issue[], source: string): string {
  const byLine = new Map(issues.toReversed().map((issue) => [issue.location.start.line, issue.location]));
  const locations = [...byLine.values()].reverse().slice(0, MAX_FRAMES);
  return locations.map((location) => codeFrame(source, location)).join('\n\n');
}
