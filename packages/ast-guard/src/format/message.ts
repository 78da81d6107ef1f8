import type { Issue } from '../rule.ts';

/** One issue on one line: place, severity, message and rule. */
export function formatIssue({ location: { start }, severity, message, ruleId }: Issue): string {
  return `${start.line}:${start.column} ${severity}: ${message} (${ruleId})`;
}
