import * as v from 'valibot';
import { defineRule, type TextEdit } from '../rule.ts';

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
  options: v.strictObject({
    bound: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.description('Offer a fix that stops "while" after so many turns.'),
      ),
    ),
  }),
  examples: {
    valid: [
      { title: 'a counted loop', code: 'for (let page = 1; page <= 10; page++) { if (await done(page)) break; }' },
      { title: 'a loop over a list', code: 'for (const item of items) { use(item); }' },
    ],
    invalid: [
      { title: 'while', code: 'while (more) { more = await next(); }', reports: ['while'] },
      {
        title: 'with a bound asked for',
        code: 'while (more) { more = await next(); }',
        options: { bound: 100 },
        reports: ['while'],
        fixed: 'for (let turn1 = 0; turn1 < 100 && (more); turn1++) { more = await next(); }',
      },
      { title: 'do-while', code: 'do { step(); } while (more);', reports: ['while'] },
      { title: 'for without a condition', code: 'for (;;) { step(); }', reports: ['for'] },
    ],
  },
  create: (context) => {
    const { options, source, report } = context;
    return {
      WhileStatement(at) {
        const { start, end } = at.node.test;
        const { start: from } = at.node;
        let fix: TextEdit[] | undefined;
        if (options.bound !== undefined && start != null && end != null && from != null) {
          const turn = freshName(source);
          const test = `(${source.slice(start, end)})`;
          const text = `for (let ${turn} = 0; ${turn} < ${options.bound} && ${test}; ${turn}++)`;
          fix = [{ start: from, end: source.indexOf(')', end) + 1, text }];
        }
        report({ messageId: 'while', at, data: { kind: 'while' }, fix });
      },
      DoWhileStatement: (at) => report({ messageId: 'while', at, data: { kind: 'do-while' } }),
      ForStatement(at) {
        if (at.node.test == null) report({ messageId: 'for', at });
      },
    };
  },
});

/** A name that the source does not contain anywhere. */
function freshName(source: string): string {
  let n = 1;
  while (source.includes(`turn${n}`)) n++;
  return `turn${n}`;
}
