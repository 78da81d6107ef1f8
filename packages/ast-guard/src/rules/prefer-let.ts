import { varToLet } from '../ast/var-to-let.ts';
import { defineRule } from '../rule.ts';

export const preferLet = defineRule({
  id: 'prefer-let',
  family: 'correctness',
  summary: 'Ask for const or let instead of var.',
  threat:
    'A var lives in the whole function and can be declared twice: the value that is read may not be the one that was meant.',
  severity: 'warning',
  messages: {
    var: { text: 'Use const or let instead of var.', hint: 'Write const, or let for a variable that changes.' },
  },
  examples: {
    valid: [{ title: 'const and let', code: 'const a = 1;\nlet b = 2;\nb = a;' }],
    invalid: [
      {
        title: 'a plain var',
        code: 'var total = 1;\nreturn total;',
        reports: ['var'],
        fixed: 'let total = 1;\nreturn total;',
      },
      { title: 'used outside its block', code: 'if (ok) { var a = 1; }\nreturn a;', reports: ['var'] },
      { title: 'declared twice', code: 'var a = 1;\nvar a = 2;', reports: ['var', 'var'] },
      { title: 'in a loop', code: 'for (var i = 0; i < 3; i++) { use(i); }', reports: ['var'] },
      { title: 'used before its line', code: 'use(x);\nvar x = 1;', reports: ['var'] },
    ],
  },
  create: (context) => ({
    VariableDeclaration(at) {
      if (at.node.kind !== 'var' || at.node.declare === true) return;
      context.report({ messageId: 'var', at, fix: varToLet(at, context.tree.bindings) });
    },
  }),
});
