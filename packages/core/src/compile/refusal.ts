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

/** The error of a script that the transform refused: what it cannot instrument may not run. */
export function transformRefusal(error: unknown, source: string): ExecutionError {
  if (!(error instanceof TransformError)) throw error;
  const { location: start } = error;
  const issue: Issue = {
    ruleId: error.code === 'SYNTAX' ? 'syntax' : 'transform',
    messageId: error.code,
    severity: 'error',
    message: error.message,
    ...(error.hint !== undefined && { hint: error.hint }),
    location: { start: start ?? { line: 1, column: 1 }, end: start ?? { line: 1, column: 1 } },
  };
  return refusal([issue], source);
}

/** One frame for each of the first few lines that have a problem. */
function framesOf(issues: readonly Issue[], source: string): string {
  const byLine = new Map(issues.toReversed().map((issue) => [issue.location.start.line, issue.location]));
  const locations = [...byLine.values()].reverse().slice(0, MAX_FRAMES);
  return locations.map((location) => codeFrame(source, location)).join('\n\n');
}
