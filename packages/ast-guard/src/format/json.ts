import { countIssues, type FileReport } from './report.ts';

/** For programs: one JSON object with the issues of each file as the validator gives them. */
export function formatJson(reports: readonly FileReport[]): string {
  const files = reports.map(({ path, result: { valid, issues, omitted } }) => ({ path, valid, issues, omitted }));
  return `${JSON.stringify({ ...countIssues(reports), files }, null, 2)}\n`;
}
