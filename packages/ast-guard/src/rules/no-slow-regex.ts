import * as v from 'valibot';
import { evaluate } from '../ast/evaluate.ts';
import { isMember, propertyKey } from '../ast/property.ts';
import { lookup, type Site } from '../ast/site.ts';
import { findBlowUp, mayBlowUp } from '../regex/blow-up.ts';
import { defineRule } from '../rule.ts';

/** Methods of strings that make a regular expression of a string. */
const FROM_STRING = new Set(['match', 'matchAll', 'search']);

export const noSlowRegex = defineRule({
  id: 'no-slow-regex',
  family: 'regular expressions',
  summary: 'Forbid regular expressions that need exponential time on some text.',
  threat: 'One match can keep a processor busy for years, inside a built-in that no loop counter sees.',
  severity: 'error',
  messages: {
    exponential: {
      text: 'The part {part} of this regular expression can match one text in too many ways: its time doubles with each character.',
      hint: 'Let each repetition start with a character that the rest of it cannot match, or use split and includes.',
    },
    tooComplex: {
      text: 'This regular expression is too long to be judged.',
      hint: 'Split it into smaller ones.',
    },
  },
  options: v.strictObject({
    maxLength: v.optional(
      v.pipe(v.number(), v.description('Longest regular expression with repeated groups that is analysed.')),
      400,
    ),
  }),
  examples: {
    valid: [
      { title: 'a repeated group with a clear start', code: 'return /^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$/.test(host);' },
      { title: 'grouping digits', code: "return text.replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',');" },
      { title: 'quoted text', code: 'return /"(?:[^"\\\\]|\\\\.)*"/.exec(line);' },
    ],
    invalid: [
      { title: 'a repetition in a repetition', code: 'return /^(a+)+$/.test(text);', reports: ['exponential'] },
      { title: 'alternatives that overlap', code: 'return /(\\w|\\d)*;/.test(text);', reports: ['exponential'] },
      { title: 'one alternative made of others', code: 'return /^(?:a|aa)+$/.test(text);', reports: ['exponential'] },
      { title: 'a back reference', code: 'return /^(?:(\\w+)\\1?)+\\d$/.test(text);', reports: ['exponential'] },
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
    // Together at most ten of the longest: a source full of hard ones is refused, not analysed for minutes.
    let left = options.maxLength * 10;
    const judge = (at: Site, pattern: string, flags: string): void => {
      if (!mayBlowUp(pattern)) return;
      left -= pattern.length;
      if (pattern.length > options.maxLength || left < 0) {
        report({ messageId: 'tooComplex', at });
        return;
      }
      const part = findBlowUp(pattern, flags);
      if (part !== null) report({ messageId: 'exponential', at, data: { part } });
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
