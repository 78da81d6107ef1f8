import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Issue, Rule } from '../rule.ts';
import { RULES } from '../rules/index.ts';
import type { FileReport } from './report.ts';

const DOCS = 'https://github.com/enclave-vm/enclave/blob/main/docs/rules';
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export interface SarifOptions {
  /** Rules of your own, so that their summaries are in the log too. */
  readonly extraRules?: readonly Rule[];
}

/** For code scanning: a SARIF 2.1.0 log. */
export function formatSarif(reports: readonly FileReport[], { extraRules = [] }: SarifOptions = {}): string {
  const found = new Set(reports.flatMap(({ result }) => result.issues.map(({ ruleId }) => ruleId)));
  const ids = [...found].sort();
  const known = new Map([...RULES, ...extraRules].map((rule) => [rule.id, rule]));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ast-guard', rules: ids.map((id) => descriptor(id, known.get(id))) } },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap((report) => report.result.issues.map((issue) => toResult(report, issue, ids))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(id: string, rule: Rule | undefined): ReportingDescriptor {
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.threat },
    helpUri: `${DOCS}/${id}.md`,
    defaultConfiguration: { level: rule.severity },
    properties: { tags: [rule.family] },
  };
}

function toResult(
  { path }: FileReport,
  { ruleId, messageId, severity, message, hint, location }: Issue,
  ids: readonly string[],
): Result {
  const { start, end } = location;
  return {
    ruleId,
    ruleIndex: ids.indexOf(ruleId),
    level: severity,
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(path.replaceAll('\\', '/')) },
          region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
        },
      },
    ],
    properties: { messageId },
  };
}
