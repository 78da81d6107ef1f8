import { defineRule } from '../rule.ts';

export const noDebugger = defineRule({
  id: 'no-debugger',
  family: 'language',
  summary: 'Forbid the debugger statement.',
  threat: 'It stops the process that runs the script when somebody debugs it, and means nothing otherwise.',
  severity: 'error',
  messages: { debugger: { text: 'The "debugger" statement is not allowed.', hint: 'Use console.log, or drop it.' } },
  examples: {
    valid: [{ title: 'a property of that name', code: 'return tools.debugger;' }],
    invalid: [{ title: 'debugger', code: 'debugger;', reports: ['debugger'] }],
  },
  create: ({ report }) => ({ DebuggerStatement: (at) => report({ messageId: 'debugger', at }) }),
});
