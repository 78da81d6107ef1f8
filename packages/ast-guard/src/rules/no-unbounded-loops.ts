import { defineRule } from '../rule.ts';

export const noUnboundedLoops = defineRule({
  id: 'no-unbounded-loops',
  family: 'loops',
  summary: 'Forbid loops that do not say when they end: while, do-while, and for without a condition.',
  threat:
    'Such a loop ends only by what its body does, which nobody can see beforehand: it may spend the whole budget.',
  severity: 'error',
  messages: {
    while: {
      text: 'A "{kind}" loop may run without end.',
      hint: 'Write for (let i = 0; i < limit; i++) { ... } and break when you are done, or for (const item of items).',
    },
    for: { text: 'This "for" loop has no condition.', hint: 'Give it one: for (let i = 0; i < limit; i++).' },
  },
  examples: {
    valid: [
      { title: 'a counted loop', code: 'for (let page = 1; page <= 10; page++) { if (await done(page)) break; }' },
      { title: 'a loop over a list', code: 'for (const item of items) { use(item); }' },
    ],
    invalid: [
      { title: 'while', code: 'while (more) { more = await next(); }', reports: ['while'] },
      { title: 'do-while', code: 'do { step(); } while (more);', reports: ['while'] },
      { title: 'for without a condition', code: 'for (;;) { step(); }', reports: ['for'] },
    ],
  },
  create: ({ report }) => ({
    WhileStatement: (at) => report({ messageId: 'while', at, data: { kind: 'while' } }),
    DoWhileStatement: (at) => report({ messageId: 'while', at, data: { kind: 'do-while' } }),
    ForStatement(at) {
      if (at.node.test == null) report({ messageId: 'for', at });
    },
  }),
});
