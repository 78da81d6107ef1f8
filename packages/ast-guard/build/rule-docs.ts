import { agentScript } from '../src/index.ts';
import type { Rule, ValidExample } from '../src/rule.ts';
import { FAMILIES } from '../src/rule.ts';
import { RULES } from '../src/rules/index.ts';

const LEVELS = ['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const;
const NOTE = '<!-- Written by packages/ast-guard/build/write-docs.ts from the rule itself: change it there. -->';

/** The pages of the rules by file name, and the list of all rules. */
export function ruleDocs(): Map<string, string> {
  const pages = RULES.map((rule) => [`${rule.id}.md`, page(rule)] as const);
  return new Map([['README.md', overview()], ...pages]);
}

function overview(): string {
  const sections = FAMILIES.map((family) => {
    const rules = RULES.filter((rule) => rule.family === family);
    const rows = rules.map(
      (rule) => `| [${rule.id}](${rule.id}.md) | ${rule.summary} | ${settings(rule).join(' | ')} |`,
    );
    return [
      `## ${family.charAt(0).toUpperCase()}${family.slice(1)}`,
      '',
      `| rule | | ${LEVELS.join(' | ')} |`,
      '|---|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  const scope =
    'Rules see the names that the source shows. A property name that is worked out in a way they do not follow is not ' +
    'promised to be refused: there it is the kernel, which has no compiler and no host object to reach, that holds.';
  const intro = 'What `agentScript({ level })` makes of each rule.';
  return `${[NOTE, '# Rules of ast-guard', intro, scope, ...sections].join('\n\n')}\n`;
}

function settings({ id }: Rule): string[] {
  return LEVELS.map((level) => {
    const setting = agentScript({ level }).rules[id] ?? 'off';
    return typeof setting === 'string' ? setting : setting[0];
  });
}

function page(rule: Rule): string {
  const messages = Object.entries(rule.messages).map(
    ([id, { text, hint }]) => `| \`${id}\` | ${cell(text)} | ${cell(hint ?? '')} |`,
  );
  const fixable = rule.examples.invalid.some(({ fixed }) => fixed !== undefined);
  const parts = [
    NOTE,
    `# ${rule.id}`,
    rule.summary,
    `**Why:** ${rule.threat}`,
    `Family: ${rule.family}.${fixable ? ' `validator.fix` can correct some of what it reports.' : ''}`,
    `| ${LEVELS.join(' | ')} |\n|---|---|---|---|\n| ${settings(rule).join(' | ')} |`,
    `## Messages\n\n| id | message | hint |\n|---|---|---|\n${messages.join('\n')}`,
    ...options(rule),
    `## Reported\n\n${rule.examples.invalid.map((one) => example(one, `reports ${one.reports.map((id) => `\`${id}\``).join(', ')}`, one.fixed)).join('\n\n')}`,
    `## Allowed\n\n${rule.examples.valid.map((one) => example(one)).join('\n\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

interface OptionSchema {
  readonly type: string;
  readonly default?: unknown;
  readonly wrapped?: OptionSchema;
  readonly pipe?: readonly { readonly type: string; readonly description?: string }[];
}

function options({ options: schema }: Rule): string[] {
  if (schema === undefined) return [];
  const { entries } = schema as unknown as { entries: Record<string, OptionSchema> };
  const rows = Object.entries(entries).map(([name, entry]) => {
    const inner = entry.wrapped ?? entry;
    const about = inner.pipe?.find(({ type }) => type === 'description')?.description ?? '';
    return `| \`${name}\` | ${inner.type} | ${cell(about)} | \`${JSON.stringify(entry.default) ?? 'none'}\` |`;
  });
  return [`## Options\n\n| name | type | | default |\n|---|---|---|---|\n${rows.join('\n')}`];
}

function example({ title, code, options: given }: ValidExample, outcome?: string, fixed?: string): string {
  const head = [
    `**${title.charAt(0).toUpperCase()}${title.slice(1)}**`,
    outcome,
    given && `with \`${JSON.stringify(given)}\``,
  ];
  const fence = code.includes('```') ? '````' : '```';
  const block = (text: string) => `${fence}ts\n${visible(text)}\n${fence}`;
  const after = fixed === undefined ? [] : ['fixed:', block(fixed)];
  return [head.filter(Boolean).join(', '), block(code), ...after].join('\n\n');
}

/** Invisible characters would be lost on the reader, and must not stand in the repository. */
function visible(code: string): string {
  return code.replace(
    /\u200D|[\u202A-\u202E\u2066-\u2069]/g,
    (found) => `\u2423U+${found.charCodeAt(0).toString(16).toUpperCase()}\u2423`,
  );
}
