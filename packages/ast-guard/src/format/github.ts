import type { FileReport } from './report.ts';

/** For GitHub Actions: one workflow command for each issue, shown as an annotation of the line. */
export function formatGithub(reports: readonly FileReport[]): string {
  const lines = reports.flatMap(({ path, result }) =>
    result.issues.map(({ severity, message, hint, ruleId, location: { start, end } }) => {
      const place = [
        `file=${property(path)}`,
        `line=${start.line}`,
        `endLine=${end.line}`,
        `col=${start.column}`,
        ...(end.line === start.line ? [`endColumn=${end.column}`] : []),
        `title=${property(ruleId)}`,
      ];
      return `::${severity} ${place.join(',')}::${data(hint === undefined ? message : `${message}\n${hint}`)}`;
    }),
  );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Without this a message could end its own line and give the runner a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
