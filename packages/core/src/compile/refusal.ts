import { codeFrame, type Issue } from 'ast-guard';
import { TransformError } from 'enclave-transform';
import type { ExecutionError } from '../result.ts';
import { isProse } from './prose.ts';

const MAX_FRAMES = 3;

/** The error of a script that validation refused. */
export function refusal(issues: readonly Issue[], source: string): ExecutionError {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const { message, hint } = headlineOf(errors, source);
  return {
    name: 'ValidationError',
    code: 'VALIDATION_ERROR',
    message,
    ...(first && { location: first.location.start, codeFrame: framesOf(errors, source) }),
    ...(hint !== undefined && { hint }),
    issues,
  };
}

interface Headline {
  message: string;
  hint?: string | undefined;
}

function headlineOf([first, ...rest]: readonly Issue[], source: string): Headline {
  if (!first) return { message: 'The script was refused.' };
  const { message, hint, location } = first;
  if (isProse(source, location.start.line)) {
    return {
      message: `Line ${location.start.line} is no code but a sentence.`,
      hint: 'Give the script alone, without words before or after it. What is to be said goes into comments.',
    };
  }
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  return { message: `${message}${more}`, hint };
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
