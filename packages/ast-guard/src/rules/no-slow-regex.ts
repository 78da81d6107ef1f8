import * as v from 'valibot';
import { evaluate } from '../ast/evaluate.ts';
import { isMember, propertyKey } from '../ast/property.ts';
import { lookup, type Site } from '../ast/site.ts';
import { findAdjacentRepetitions, mayHaveAdjacentRepetitions } from '../regex/adjacent-repetitions.ts';
import { analysisBudget, findBlowUp, mayBlowUp } from '../regex/blow-up.ts';
import { defineRule } from '../rule.ts';

/** Methods of strings that make a regular expression of a string. */
const FROM_STRING = new Set(['match', 'matchAll', 'search']);

type Verdict = {
  readonly messageId: 'exponential' | 'polynomial' | 'tooComplex';
  readonly data?: { readonly part: string };
} | null;

/** How many of the longest patterns are looked at in one source; shorter ones can be more. */
const MAX_LONGEST = 10;

export const noSlowRegex = defineRule({
  id: 'no-slow-regex',
  family: 'regular expressions',
  summary: 'Forbid regular expressions that need exponential time on some text, or a high power of its length.',
  threat: 'One match can keep a processor busy for years, inside a built-in that no loop counter sees.',
  severity: 'error',
  messages: {
    exponential: {
      text: 'The part {part} of this regular expression can match one text in too many ways: its time doubles with each character.',
      hint: 'Let each repetition start with a character that the rest of it cannot match, or use split and includes.',
    },
    polynomial: {
      text: 'In the part {part} of this regular expression five or more repetitions can match the same characters: a text that is ten times as long takes 100,000 times as long.',
      hint: 'Write one repetition instead of several, or put a character between them that they cannot match.',
    },
    tooComplex: {
      text: 'This regular expression is too complex to be judged.',
      hint: 'Split it into smaller ones, with fewer repetitions inside repeated groups, or use split and includes.',
    },
  },
  options: v.strictObject({
    maxLength: v.optional(v.pipe(v.number(), v.description('Longest regular expression that is analysed.')), 400),
  }),
  examples: {
    valid: [
      { title: 'a repeated group with a clear start', code: 'return /^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$/.test(host);' },
      { title: 'grouping digits', code: "return text.replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',');" },
      { title: 'blanks around each part', code: 'return /^\\s*([a-z]+)\\s*=\\s*(.*?)\\s*$/.exec(line);' },
      { title: 'names in any script', code: "return /^[\\p{L}\\p{M}'-]+(?:\\s[\\p{L}\\p{M}'-]+)*$/u.test(name);" },
      { title: 'quoted text', code: 'return /"(?:[^"\\\\]|\\\\.)*"/.exec(line);' },
    ],
    invalid: [
      { title: 'a repetition in a repetition', code: 'return /^(a+)+$/.test(text);', reports: ['exponential'] },
      { title: 'alternatives that overlap', code: 'return /(\\w|\\d)*;/.test(text);', reports: ['exponential'] },
      { title: 'one alternative made of others', code: 'return /^(?:a|aa)+$/.test(text);', reports: ['exponential'] },
      { title: 'a back reference', code: 'return /^(?:(\\w+)\\1?)+\\d$/.test(text);', reports: ['exponential'] },
      {
        title: 'many repetitions in a row',
        code: 'return /\\s*\\s*\\s*\\s*\\s*x/.test(text);',
        reports: ['polynomial'],
      },
      { title: 'built from a string', code: "const re = new RegExp('^(\\\\w+\\\\s?)*$');", reports: ['exponential'] },
      {
        title: 'too long',
        code: 'return /(a|b)*(c|d)*/.test(text);',
        options: { maxLength: 5 },
        reports: ['tooComplex'],
      },
    ],
  },
  create: ({ options, report }) => {
    const budget = analysisBudget();
    // One pattern in many places is judged once.
    const judged = new Map<string, Verdict>();
    let length = 0;
    const verdictOf = (pattern: string, flags: string): Verdict => {
      const mayBeSlow = mayBlowUp(pattern);
      if (!mayBeSlow && !mayHaveAdjacentRepetitions(pattern)) return null;
      length += pattern.length;
      if (pattern.length > options.maxLength || length > options.maxLength * MAX_LONGEST)
        return { messageId: 'tooComplex' };
      const blowUp = mayBeSlow ? findBlowUp(pattern, flags, budget) : null;
      if (blowUp !== null) return { messageId: blowUp.kind, data: { part: blowUp.part } };
      const part = findAdjacentRepetitions(pattern, flags);
      return part === null ? null : { messageId: 'polynomial', data: { part } };
    };
    const judge = (at: Site, pattern: string, flags: string): void => {
      const key = `${flags}/${pattern}`;
      let verdict = judged.get(key);
      if (verdict === undefined) {
        verdict = verdictOf(pattern, flags);
        judged.set(key, verdict);
      }
      if (verdict !== null) report({ at, ...verdict });
    };
    const build = (at: Site, callee: { type: string; name?: string }, args: readonly Site['node'][]): void => {
      if (callee.type !== 'Identifier' || callee.name !== 'RegExp' || lookup(at.scope, 'RegExp') !== null) return;
      const pattern = args[0] && evaluate(args[0], at.scope);
      const flags = args[1] && evaluate(args[1], at.scope);
      if (typeof pattern?.value === 'string')
        judge(at, pattern.value, typeof flags?.value === 'string' ? flags.value : '');
    };
    return {
      RegExpLiteral: (at) => judge(at, at.node.pattern, at.node.flags),
      NewExpression: (at) => build(at, at.node.callee, at.node.arguments),
      Call(at) {
        const { callee, arguments: args } = at.node;
        build(at, callee, args);
        const method = isMember(callee) ? propertyKey(callee, at.scope).name : null;
        if (method === null || !FROM_STRING.has(method)) return;
        const pattern = args[0] && evaluate(args[0], at.scope);
        if (typeof pattern?.value === 'string') judge(at, pattern.value, '');
      },
    };
  },
});
