import { lookup } from '../ast/site.ts';
import { defineRule } from '../rule.ts';

export const noClocks = defineRule({
  id: 'no-clocks',
  family: 'globals',
  summary: 'Forbid reading the time where clocks are blocked.',
  threat: 'With a clock a script can measure what it may not see; and its result differs from run to run.',
  severity: 'error',
  messages: { clock: { text: 'The time is not available at this security level.', hint: 'Ask a tool for the time.' } },
  examples: {
    valid: [{ title: 'a given date', code: "return new Date('2024-03-01').getTime();" }],
    invalid: [
      { title: 'Date.now', code: 'return Date.now();', reports: ['clock'] },
      { title: 'the current date', code: 'return new Date().toISOString();', reports: ['clock'] },
    ],
  },
  create: ({ report }) => ({
    Access({ site, object, name }) {
      if (name !== 'now' || object?.type !== 'Identifier' || !/^(?:Date|performance)$/.test(object.name)) return;
      if (lookup(site.scope, object.name) === null) report({ messageId: 'clock', at: site });
    },
    NewExpression(at) {
      const { callee, arguments: args } = at.node;
      if (callee.type !== 'Identifier' || callee.name !== 'Date' || args.length > 0) return;
      if (lookup(at.scope, 'Date') === null) report({ messageId: 'clock', at });
    },
  }),
});
