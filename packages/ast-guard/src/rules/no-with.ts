import { defineRule } from '../rule.ts';

export const noWith = defineRule({
  id: 'no-with',
  family: 'language',
  summary: 'Forbid the with statement.',
  threat: 'Inside "with" any name may mean a property, so no rule can tell what a name refers to.',
  severity: 'error',
  messages: {
    with: {
      text: 'The "with" statement is not allowed.',
      hint: 'Name the object: write settings.limit, or const { limit } = settings;',
    },
  },
  examples: {
    valid: [{ title: 'destructuring', code: 'const { limit } = settings;\nreturn limit;' }],
    invalid: [{ title: 'with', code: 'with (settings) { use(limit); }', reports: ['with'] }],
  },
  create: ({ report }) => ({ WithStatement: (at) => report({ messageId: 'with', at }) }),
});
