import type { ActiveRule } from './check.ts';
import { type LineStarts, positionIn } from './location.ts';
import { type SyntaxFault, TOO_NESTED_REASON } from './parse.ts';
import type { Issue } from './rule.ts';

const FENCE_HINT = 'Hand over the code alone, without the Markdown fence around it.';

/** Three backticks are two empty templates to the parser: what follows them is not seen as code, and not as a fault. */
export const STARTS_WITH_FENCE = /^\s*```/;

const PYTHON =
  /^[ \t]*(?:(?:async )?def \w+\(.*\).*:|(?:for|while|if|elif|with) .*[^{]:|else:|try:|except\b.*:|from \w+ import |print\([^;]*\))[ \t]*(?:#.*)?$/m;
const PYTHON_HINT = 'This reads like Python: write JavaScript.';

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

const HINTS: Readonly<Record<string, string>> = {
  AwaitNotInAsyncContext: 'Make the function around it async.',
  YieldNotInGeneratorFunction: 'Write function* for a function that yields.',
  VarRedeclaration: 'Give one of the two another name.',
  StrictOctalLiteral: 'Write 0o10 for an octal number, or drop the leading zero.',
  StrictDelete: 'Delete a property, or assign undefined to the variable.',
  StrictEvalArguments: 'Use another name: eval and arguments cannot be assigned.',
  StrictEvalArgumentsBinding: 'Use another name: eval and arguments cannot be declared.',
  IllegalReturn: 'Put the code into a function.',
};

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
  const fenced = /^\s*~~~/.test(source);
  const hint = fenced ? FENCE_HINT : PYTHON.test(source) ? PYTHON_HINT : HINTS[fault.reason];
  return {
    ruleId: 'syntax',
    messageId: fault.reason,
    severity: 'error',
    message: fault.message,
    ...(hint === undefined ? {} : { hint }),
    location,
  };
}

/** Whether the parser has already objected to what `ruleId` reports at `offset`. */
export function saidByParser(ruleId: string, offset: number, faults: readonly SyntaxFault[]): boolean {
  return faults.some((fault) => fault.offset === offset && EXPLAINED_BY_RULE[fault.reason]?.ruleId === ruleId);
}
