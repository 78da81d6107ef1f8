import { codeFrame, formatIssue, type ValidationResult } from 'ast-guard';

/** Text to send back to the model: where, what, and what to write instead. */
export function feedback(source: string, { issues }: ValidationResult): string {
  return issues
    .map((issue) => {
      const hint = issue.hint ? `\n${issue.hint}` : '';
      return `${formatIssue(issue)}${hint}\n${codeFrame(source, issue.location)}`;
    })
    .join('\n\n');
}
