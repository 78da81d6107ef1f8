import { styleText } from 'node:util';
import type { Issue } from '../rule.ts';
import { codeFrame } from './code-frame.ts';
import { countIssues, type FileReport, plural } from './report.ts';

export interface PrettyOptions {
  /** Colours for a terminal. Default false. */
  readonly color?: boolean;
}

/** For people: each issue with its place in the code, what it means and what to write instead, and a count at the end. */
export function formatPretty(reports: readonly FileReport[], { color = false }: PrettyOptions = {}): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const one = ({ path, source }: FileReport, issue: Issue): string => {
    const { start } = issue.location;
    const mark = issue.severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning');
    const head = `${paint('bold', `${path}:${start.line}:${start.column}`)} ${mark} ${issue.message} ${paint('dim', `(${issue.ruleId})`)}`;
    const frame = codeFrame(source, issue.location, { color });
    return [head, frame, ...(issue.hint === undefined ? [] : [`  ${paint('cyan', 'hint:')} ${issue.hint}`])].join('\n');
  };
  const parts = reports.flatMap((report) => report.result.issues.map((issue) => one(report, issue)));
  const omitted = reports.reduce((sum, { result }) => sum + result.omitted, 0);
  const { errors, warnings } = countIssues(reports);
  const more = omitted > 0 ? ` (${omitted} more not shown)` : '';
  const files = plural(reports.length, 'file');
  parts.push(
    errors + warnings === 0
      ? `${files}, nothing to report`
      : `${files}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}${more}`,
  );
  return `${parts.join('\n\n')}\n`;
}
