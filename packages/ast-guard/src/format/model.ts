import type { Issue } from '../rule.ts';

export interface ModelFormatOptions {
  /** Upper bound of the length, in tokens of four characters. Default 600. */
  readonly maxTokens?: number;
}

const CHARACTERS_PER_TOKEN = 4;

/**
 * For a language model that is to repair its script: what is wrong, on which line, and what to write instead, errors
 * first. Issues of one kind are put together, and what does not fit the budget is counted.
 */
export function formatForModel(
  issues: readonly Issue[],
  source: string,
  { maxTokens = 600 }: ModelFormatOptions = {},
): string {
  if (issues.length === 0) return 'No problems found.';
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const errors = issues.filter(({ severity }) => severity === 'error');
  const groups = groupAlike([...errors, ...issues.filter(({ severity }) => severity !== 'error')]);
  const head =
    errors.length > 0
      ? 'The script was not run. Correct this and send the whole script again:'
      : 'The script may run. Look at this:';
  const budget = maxTokens * CHARACTERS_PER_TOKEN;
  let text = head;
  let shown = 0;
  for (const group of groups) {
    const entry = describe(group, lines);
    if (text.length + entry.length + 1 > budget - 30 && shown > 0) break;
    text += `\n${entry}`;
    shown += group.length;
  }
  if (shown < issues.length) text += `\n(and ${issues.length - shown} more)`;
  return text.length > budget ? `${text.slice(0, Math.max(0, budget - 1))}…` : text;
}

function groupAlike(issues: readonly Issue[]): Issue[][] {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const key = `${issue.ruleId}\n${issue.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [issue]);
    else group.push(issue);
  }
  return [...groups.values()];
}

function describe(group: readonly Issue[], lines: readonly string[]): string {
  const [first] = group as [Issue];
  const numbers = [...new Set(group.map(({ location }) => location.start.line))];
  const where = `line${numbers.length === 1 ? '' : 's'} ${numbers.slice(0, 8).join(', ')}${numbers.length > 8 ? ', ...' : ''}`;
  const code = (lines[first.location.start.line - 1] ?? '').trim();
  const shown = code.length > 100 ? `${code.slice(0, 99)}…` : code;
  return `- ${where}: ${first.message}${first.hint === undefined ? '' : ` ${first.hint}`}\n  ${shown}`;
}
