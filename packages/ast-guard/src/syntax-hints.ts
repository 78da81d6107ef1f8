import { nearestName } from '@enclave-vm/runtime-contract';
import type { SyntaxFault } from './parse.ts';
import { unclosedBracket } from './unclosed-bracket.ts';

export const FENCE_HINT = 'Hand over the code alone, without the Markdown fence around it.';

const PYTHON =
  /^[ \t]*(?:(?:async )?def \w+\(.*\).*:|(?:for|while|if|elif|with) .*[^{]:|else:|try:|except\b.*:|from \w+ import |print\([^;]*\))[ \t]*(?:#.*)?$/m;
/** A sentence: several words, and nothing that only code has. */
const PROSE = /^[ \t]*[A-Z][\w']*(?: [\w',-]+){2,}[ \t]*[:.!]?[ \t]*$/;
const JSX = /(?:return|=>?|[(?:&|])\s*<[A-Za-z][\w.]*(?:\s[^<>]*)?\/?>/;
const COMMAS_IN_FOR = /\bfor\s*\([^;()]*,[^;]*\)/;

const ELSE_IF = /\b(?:elseif|elsif|elif)\s*\(/;
const KEYWORDS = ['const', 'return', 'function', 'async', 'await', 'while', 'class', 'throw', 'switch'];

/** What there is to say about a fault where the parser says only what it expected. */
const BY_REASON: Readonly<Record<string, string>> = {
  AwaitNotInAsyncContext: 'Make the function around it async.',
  YieldNotInGeneratorFunction: 'Write function* for a function that yields.',
  VarRedeclaration: 'Give one of the two another name.',
  StrictOctalLiteral: 'Write 0o10 for an octal number, or drop the leading zero.',
  StrictDelete: 'Delete a property, or assign undefined to the variable.',
  StrictEvalArguments: 'Use another name: eval and arguments cannot be assigned.',
  StrictEvalArgumentsBinding: 'Use another name: eval and arguments cannot be declared.',
  IllegalReturn: 'Put the code into a function.',
  UnexpectedUsingDeclaration: 'Put braces around the case: case 1: { using file = open(); break; }',
  IllegalBreakContinue: 'Use return to leave a function or the script.',
  NoCatchOrFinally: 'Add catch (error) { ... } behind its block.',
  InvalidCoverInitializedName: 'Write the value behind a colon: { limit: 5 }.',
  ParamDupe: 'Give each parameter a name of its own.',
  UnexpectedToken: 'Something before it is not finished.',
  MissingSemicolon: 'Put a semicolon or an operator between the two.',
  UnterminatedString:
    'Close the text on its own line. For a quote inside of it use other quotes around it; for several lines use backticks.',
  UnterminatedTemplate: 'Close the text with a backtick, and write \\` for one inside of it.',
  UnterminatedComment: 'Close the comment with */.',
  UnterminatedRegExp: 'Close the regular expression with /, and write \\/ for one inside of it.',
  MixingCoalesceWithLogical: 'Put one of the two in parentheses: (a ?? b) || c.',
};

/** Proposals that models take for JavaScript, by what stands at the fault. */
const PROPOSALS: readonly (readonly [at: RegExp, hint: string])[] = [
  [/^@/, 'There are no decorators: call the function yourself, as in const Traced = traced(class { ... });'],
  [/^throw\b/, 'throw is a statement: if (value === undefined) throw new Error(...);'],
  [/^\|>/, 'There is no pipeline operator: write g(f(x)).'],
  [/^(?:do\s*)?\{/, 'A block has no value: use a function, as in (() => { ...; return x; })().'],
  [/^[\w$.\])]*\?\./, 'An optional chain cannot be assigned to: if (user) user.name = name;'],
];

/** What to write instead, as far as the text around the fault shows what was meant. */
export function hintForFault({ reason, message, offset }: SyntaxFault, source: string): string | undefined {
  const before = source.slice(0, offset);
  const rest = source.slice(offset);
  const from = before.lastIndexOf('\n') + 1;
  const line = source.slice(from).split('\n', 1)[0] ?? '';
  if (/^\s*~~~/.test(source) || /^\s*```/.test(line)) return FENCE_HINT;
  if (PYTHON.test(source)) return 'This reads like Python: write JavaScript.';
  if (/^\s*\{\s*"/.test(source)) return "This is data. To call a tool, write: return await callTool('name', { ... });";
  if (PROSE.test(line)) return 'This line is text: hand over the code alone, with remarks in // comments.';
  if (JSX.test(line)) return `There is no JSX: put the text together, as in \`<b>\${name}</b>\`.`;
  if (/\bcallTool\(\s*[\w.-]+$/.test(before) && rest.startsWith(':'))
    return "Put the name of the tool in quotes: callTool('name', { ... }).";
  if (/\bcallTool\([^()]*,\s*\w+$/.test(line.slice(0, offset - from)) && rest.startsWith(':'))
    return "Put the arguments in braces: callTool('name', { id: 1 }).";
  if (/(?:=\s|-)$/.test(before) && rest.startsWith('>')) return 'Write an arrow function as (x) => value.';
  if (message.includes('expected "("') && /\b(?:if|while|for|switch|catch)\s*$/.test(before))
    return 'Put what follows in parentheses, as in if (ready) { ... }.';
  if (/(?:=|\breturn)\s*$/.test(before) && /^(?:if|switch|for|while|try|throw)\b/.test(rest))
    return 'A statement has no value: write ready ? a : b, or assign in its branches.';
  if (COMMAS_IN_FOR.test(line)) return 'Put semicolons between the three parts of a for.';
  if (/\bfunction\s*$/.test(before)) return 'Give the function a name, or write const name = () => { ... };';
  if (ELSE_IF.test(line)) return 'Did you mean "else if"?';
  const word = /([A-Za-z]{4,})\s*$/.exec(before)?.[1];
  const keyword = word === undefined ? undefined : nearestName(word, KEYWORDS);
  if (keyword !== undefined && keyword !== word) return `Did you mean "${keyword}"?`;
  const open = rest.trim() === '' ? unclosedBracket(source) : null;
  if (open !== null) return `Close the "${open.bracket}" of line ${open.line}.`;
  if (message.includes('expected ","')) return 'A comma or a closing bracket is missing before it.';
  if (/\baccessor\s+$/.test(before)) return 'There is no "accessor": write a private field with get and set.';
  if (/^Missing(?:OneOf)?Plugin/.test(reason)) return PROPOSALS.find(([at]) => at.test(rest))?.[1];
  return BY_REASON[reason];
}
