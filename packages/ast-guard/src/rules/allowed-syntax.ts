import type { VariableDeclaration } from '@babel/types';
import * as v from 'valibot';
import { isRecordInBraces } from '../ast/record-in-braces.ts';
import type { Site } from '../ast/site.ts';
import { varToLet } from '../ast/var-to-let.ts';
import { defineRule } from '../rule.ts';
import { type Feature, SYNTAX_FEATURES, type SyntaxFeature } from '../tables/syntax-features.ts';

const NAMES = Object.keys(SYNTAX_FEATURES) as SyntaxFeature[];

export const allowedSyntax = defineRule({
  id: 'allowed-syntax',
  family: 'language',
  summary: 'Allow only the part of the language that the security level grants.',
  threat: 'The smaller the language, the less there is to judge, and the fewer ways there are to hide something.',
  severity: 'error',
  messages: {
    feature: { text: '{what} not allowed at this security level.', hint: '{instead}' },
  },
  options: v.strictObject({
    forbid: v.optional(
      v.pipe(v.array(v.picklist(NAMES)), v.description('The kinds of syntax that may not be used.')),
      [],
    ),
  }),
  examples: {
    valid: [
      { title: 'nothing is forbidden unless asked', code: 'class A {}' },
      {
        title: 'arrow functions and for-of',
        code: 'const f = (x) => x + 1;\nfor (const x of xs) { f(x); }',
        options: { forbid: NAMES },
      },
    ],
    invalid: [
      { title: 'a class', code: 'class A {}', options: { forbid: ['classes'] }, reports: ['feature'] },
      { title: 'a function', code: 'function f() {}', options: { forbid: ['functions'] }, reports: ['feature'] },
      { title: 'a method', code: 'const o = { run() {} };', options: { forbid: ['functions'] }, reports: ['feature'] },
      {
        title: 'a generator',
        code: 'function* g() { yield 1; }',
        options: { forbid: ['generators'] },
        reports: ['feature'],
      },
      { title: 'try', code: 'try { run(); } catch {}', options: { forbid: ['exceptions'] }, reports: ['feature'] },
      { title: 'throw', code: "throw new Error('no');", options: { forbid: ['exceptions'] }, reports: ['feature'] },
      { title: 'switch', code: 'switch (x) { default: }', options: { forbid: ['switch'] }, reports: ['feature'] },
      { title: 'for-in', code: 'for (const key in data) {}', options: { forbid: ['for-in'] }, reports: ['feature'] },
      {
        title: 'a regular expression',
        code: 'return /a/.test(x);',
        options: { forbid: ['regular-expressions'] },
        reports: ['feature'],
      },
      {
        title: 'a label',
        code: 'outer: for (const x of xs) {}',
        options: { forbid: ['labels'] },
        reports: ['feature'],
      },
      { title: 'var', code: 'var x = 1;', options: { forbid: ['var'] }, reports: ['feature'], fixed: 'let x = 1;' },
      {
        title: 'a TypeScript namespace',
        code: 'namespace N { export const a = 1; }',
        options: { forbid: ['namespaces'] },
        reports: ['feature'],
      },
    ],
  },
  create: (context) => {
    const visitor: Record<string, (site: Site) => void> = Object.create(null);
    for (const feature of context.options.forbid) {
      const { types, when: test, what, instead }: Feature = SYNTAX_FEATURES[feature];
      for (const type of types) {
        const before = visitor[type];
        visitor[type] = (at) => {
          before?.(at);
          if (test !== undefined && !test(at.node)) return;
          const fix = feature === 'var' ? varToLet(at as Site<VariableDeclaration>, context.tree.bindings) : undefined;
          const hint = isRecordInBraces(at)
            ? 'To return an object, put it in parentheses: (x) => ({ name: x }).'
            : undefined;
          context.report({ messageId: 'feature', at, data: { what, instead }, fix, hint });
        };
      }
    }
    return visitor;
  },
});
