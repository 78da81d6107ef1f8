import type { ConsoleEntry } from 'enclave-vm';
import { checkOptions } from '../options/check-options.ts';
import { EnclaveOptionError } from '../options/option-error.ts';
import { formatOptionsSchema } from '../options/schema.ts';
import type {
  ErrorCause,
  ExecutionError,
  ExecutionFailure,
  ExecutionResult,
  ExecutionSuccess,
  ToolCallReceipt,
} from '../result.ts';
import { foldLines, foldText } from './fold-text.ts';
import { adviseRetry } from './retry.ts';
import { valueText } from './value-text.ts';

export interface FormatOptions {
  /** Budget for the returned value, in characters. Default 8000. */
  maxValueChars?: number | undefined;
  /** Budget for console output, in characters. Default 2000. */
  maxConsoleChars?: number | undefined;
}

const MAX_ISSUES = 10;
const MAX_RECEIPTS = 20;

/**
 * The result as text for the model that wrote the script: on success the value; on failure the code, message, code frame,
 * hint, the signature of a tool that was misused, the tool calls that took effect, and whether running again is safe.
 */
export function formatForModel(result: ExecutionResult, options: FormatOptions = {}): string {
  assertResult(result);
  checkOptions(formatOptionsSchema, options, 'formatForModel()');
  const { maxValueChars = 8000, maxConsoleChars = 2000 } = options;
  const main = result.success
    ? [
        `The script succeeded. Its value:\n${foldText(valueText(result.value), maxValueChars)}`,
        ...unansweredSection(result),
      ]
    : [errorSection(result.error), ...callSections(result)];
  const repairs = result.repairs.map(({ message }) => `Note: ${message}`);
  return [
    ...main,
    ...repairs,
    ...warningSection(result.warnings),
    ...consoleSection(result.console, maxConsoleChars),
  ].join('\n\n');
}

/** JavaScript hosts forget an `await` as scripts do. */
function assertResult(result: unknown): void {
  if (typeof result === 'object' && result !== null && 'success' in result) return;
  const given = result instanceof Promise ? 'a promise: await it first' : typeof result;
  const message = `formatForModel() expects the result of a run, not ${given}.`;
  throw new EnclaveOptionError([{ option: 'result', message }]);
}

function errorSection(error: ExecutionError): string {
  const { code, name, location, codeFrame, hint, toolName, toolSignature, path, issues } = error;
  const where = location ? ` at line ${location.line}, column ${location.column}` : '';
  const of = code === 'EXECUTION_ERROR' ? ` (${name})` : '';
  const lines = [`The script failed${where}: ${code}${of}`, foldText(error.message, 2000)];
  if (path) lines.push(`Where in the value: ${path}`);
  lines.push(...causeLines(error));
  const problems = issues?.filter(({ severity }) => severity === 'error') ?? [];
  if (problems.length > 1) lines.push(...issueLines('All problems:', problems));
  if (codeFrame) lines.push('', codeFrame, '');
  if (hint) lines.push(`Hint: ${hint}`);
  if (toolSignature && !error.message.includes(toolSignature)) lines.push(`Signature of ${toolName}: ${toolSignature}`);
  return lines.join('\n').trimEnd();
}

function causeLines({ cause, errors = [] }: Pick<ErrorCause, 'cause' | 'errors'>): string[] {
  const own = cause ? [`Cause${causeText(cause)}`, ...causeLines(cause)] : [];
  return [...own, ...errors.flatMap((one) => [`One of the errors${causeText(one)}`, ...causeLines(one)])];
}

function causeText({ name, message, location, toolName }: ErrorCause): string {
  const where = location ? ` (line ${location.line}, column ${location.column})` : '';
  const of = toolName === undefined ? '' : ` (tool ${toolName})`;
  return `${where}: ${name}${of}: ${foldText(message, 500)}`;
}

function warningSection(warnings: ExecutionResult['warnings']): string[] {
  return warnings.length === 0 ? [] : [issueLines('Warnings:', warnings).join('\n')];
}

function issueLines(title: string, issues: ExecutionResult['warnings']): string[] {
  const shown = issues.slice(0, MAX_ISSUES).map(({ location, message, hint }) => {
    const { line, column } = location.start;
    return `- line ${line}, column ${column}: ${message}${hint ? ` ${hint}` : ''}`;
  });
  const rest = issues.length - shown.length;
  return [title, ...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])];
}

function unansweredSection({ toolCalls }: ExecutionSuccess): string[] {
  const unanswered = toolCalls.filter(({ state }) => state === 'pending' || state === 'not-started');
  if (unanswered.length === 0) return [];
  const names = [...new Set(unanswered.map(({ name }) => name))].join(', ');
  const calls = unanswered.length === 1 ? 'One tool call' : `${unanswered.length} tool calls`;
  const advice =
    'Nothing waited for that, and it may not have taken effect. Await every call: in a for...of loop, or `await Promise.all(list.map(async (item) => ...))`. forEach waits for nothing.';
  return [`${calls} had not answered when the script ended (${foldText(names, 500)}). ${advice}`];
}

function callSections({ error, toolCalls }: ExecutionFailure): string[] {
  if (error.code === 'VALIDATION_ERROR') return ['Nothing has run. Correct the script and run it again.'];
  const { safe, done, unknown } = adviseRetry(toolCalls);
  const sections: string[] = [];
  if (done.length > 0) sections.push(`Tool calls that already took effect:\n${receiptLines(done)}`);
  if (unknown.length > 0) sections.push(`Tool calls that may have taken effect:\n${receiptLines(unknown)}`);
  const advice = safe
    ? 'No tool call has taken effect that a second run would repeat: correct the script and run it again.'
    : 'Running the whole script again would repeat these calls. If they change anything, write a script that goes on from here.';
  return [...sections, advice];
}

function receiptLines(receipts: readonly ToolCallReceipt[]): string {
  const lines: string[] = [];
  for (let first = 0, next = 0; first < receipts.length && lines.length < MAX_RECEIPTS; first = next) {
    const { name, state } = receipts[first] as ToolCallReceipt;
    do next++;
    while (receipts[next]?.name === name && receipts[next]?.state === state);
    const numbers = next - first === 1 ? `${next}.` : `${first + 1}. to ${next}.`;
    lines.push(`${numbers} ${name} (${state})`);
    if (lines.length === MAX_RECEIPTS && next < receipts.length) lines.push(`and ${receipts.length - next} more`);
  }
  return lines.join('\n');
}

function consoleSection(entries: readonly ConsoleEntry[], maxChars: number): string[] {
  if (entries.length === 0 || maxChars === 0) return [];
  const lines = entries.map(({ level, text }) => (level === 'log' ? text : `[${level}] ${text}`));
  return [`Console output:\n${foldLines(lines, maxChars).join('\n')}`];
}
