import type { ActiveRule, Finding } from './check.ts';
import { type LineStarts, positionIn } from './location.ts';
import { type SyntaxFault, TOO_NESTED_REASON } from './parse.ts';
import type { Issue } from './rule.ts';
import { FENCE_HINT, hintForFault } from './syntax-hints.ts';

/** Three backticks are two empty templates to the parser: what follows them is not seen as code, and not as a fault. */
export const STARTS_WITH_FENCE = /^\s*```/;

/** What the engine itself may have to say; none of it can be switched off. */
export const ENGINE_MESSAGES = {
  notText: { ruleId: 'source-limits', text: 'The source is not a string.', hint: undefined },
  tooLong: {
    ruleId: 'source-limits',
    text: 'The source is longer than {limit} characters.',
    hint: 'Keep data out of the code: read it with a tool.',
  },
  tooDeep: {
    ruleId: 'source-limits',
    text: 'The code is nested too deeply.',
    hint: 'Split it into variables and functions.',
  },
  tooManyTokens: {
    ruleId: 'source-limits',
    text: 'The source has more than {limit} words and signs.',
    hint: 'Keep data out of the code: read it with a tool.',
  },
  tooComplex: {
    ruleId: 'source-limits',
    text: 'The source is too complex to be judged.',
    hint: 'Split it into smaller scripts, with fewer scopes inside one another and fewer computed names.',
  },
  tooManyComments: {
    ruleId: 'source-limits',
    text: 'The source has more than {limit} comments.',
    hint: 'Remove some.',
  },
  nullCharacter: {
    ruleId: 'source-limits',
    text: 'The source contains a null character.',
    hint: 'Write \\0 in a string instead.',
  },
  fenced: {
    ruleId: 'syntax',
    text: 'The source starts with a Markdown fence, not with code.',
    hint: FENCE_HINT,
  },
  interpreter: {
    ruleId: 'syntax',
    text: 'The first line is one for a shell, not code.',
    hint: 'Remove the line that starts with #!',
  },
  crashed: {
    ruleId: 'engine',
    text: 'The rule "{rule}" failed ({error}), so the source cannot be called valid.',
    hint: undefined,
  },
  incomplete: {
    ruleId: 'engine',
    text: 'Part of the program was not seen by the rules, so the source cannot be called valid.',
    hint: undefined,
  },
} as const;

/** Constructs that strict code may not contain at all, and the rule that explains them. */
const EXPLAINED_BY_RULE: Readonly<Record<string, { ruleId: string; messageId: string }>> = {
  StrictWith: { ruleId: 'no-with', messageId: 'with' },
  ImportMetaOutsideModule: { ruleId: 'no-modules', messageId: 'importMeta' },
};

/** Said in other words than the parser's own, which speak of itself or of no token in sight. */
const TEXTS: Readonly<Record<string, string>> = {
  MissingPlugin: 'This syntax is not part of the language.',
  MissingOneOfPlugins: 'This syntax is not part of the language.',
  UnexpectedToken: 'Unexpected {found}{rest}',
  MissingSemicolon: 'Unexpected {found}.',
  UnexpectedUsingDeclaration: 'There is no "using" directly in a case.',
  IllegalBreakContinue: 'There is no loop here that could be left or continued.',
};

function textOf({ reason, message, offset }: SyntaxFault, source: string): string {
  const template = TEXTS[reason];
  if (template === undefined) return message;
  const [next] = /[\p{L}\p{N}_$]+|\S|$/u.exec(source.slice(offset)) ?? [''];
  const found = next === '' ? 'end of the script' : next === '"' ? `token '"'` : `token "${next}"`;
  return template.replace('{found}', () => found).replace('{rest}', () => message.replace(/^Unexpected token/, ''));
}

/** Turns what the parser could not read into an issue, under the name of a rule where one explains it better. */
export function syntaxIssue(
  fault: SyntaxFault,
  source: string,
  starts: LineStarts,
  active: readonly ActiveRule[],
): Issue {
  const start = positionIn(starts, fault.offset);
  const location = { start, end: { line: start.line, column: start.column + 1 } };
  if (fault.reason === TOO_NESTED_REASON) {
    const { ruleId, text, hint } = ENGINE_MESSAGES.tooDeep;
    return { ruleId, messageId: 'tooDeep', severity: 'error', message: text, hint, location };
  }
  const explained = EXPLAINED_BY_RULE[fault.reason];
  const rule = explained && active.find((one) => one.rule.id === explained.ruleId)?.rule;
  const template = rule?.messages[explained?.messageId ?? ''];
  if (explained !== undefined && template !== undefined) {
    const hint = template.hint === undefined ? {} : { hint: template.hint };
    return { ...explained, severity: 'error', message: template.text, ...hint, location };
  }
  const hint = hintForFault(fault, source);
  return {
    ruleId: 'syntax',
    messageId: fault.reason,
    severity: 'error',
    message: textOf(fault, source),
    ...(hint === undefined ? {} : { hint }),
    location,
  };
}

/** Behind these the parser goes on by guessing: what it finds then is no mistake of its own. */
const GUESSED = new Set([
  'MissingSemicolon',
  'UnexpectedToken',
  'UnexpectedLexicalDeclaration',
  'InvalidCoverInitializedName',
]);

/** The faults that the author made: all, up to the first after which the parser only guesses. */
export function ownFaults(faults: readonly SyntaxFault[]): readonly SyntaxFault[] {
  const last = faults.findIndex(({ reason }) => GUESSED.has(reason));
  return last === -1 ? faults : faults.slice(0, last + 1);
}

/** Whether a rule may only be speaking of what the parser guessed. */
export function mayBeGuessed({ active: { rule, severity }, report }: Finding, faults: readonly SyntaxFault[]): boolean {
  if (!faults.some(({ reason }) => GUESSED.has(reason))) return false;
  return severity === 'warning' || (rule.id === 'no-unknown-globals' && report.messageId === 'unknown');
}

/** Whether the parser has already objected to what `ruleId` reports at `offset`. */
export function saidByParser(ruleId: string, offset: number, faults: readonly SyntaxFault[]): boolean {
  return faults.some((fault) => fault.offset === offset && EXPLAINED_BY_RULE[fault.reason]?.ruleId === ruleId);
}
