import { originOf } from '../ast/origin.ts';
import { defineRule } from '../rule.ts';
import { STACK_HOOKS } from '../tables/stack-hooks.ts';

const FRAMES = new Set(['caller', 'callee']);

export const noStackApi = defineRule({
  id: 'no-stack-api',
  family: 'prototypes',
  summary: 'Forbid the hooks that show the call stack.',
  threat: 'The frames of a stack trace hold the functions of the host, and with one of them everything else.',
  severity: 'error',
  messages: {
    hook: {
      text: '"{name}" controls how call stacks are captured.',
      hint: 'Read error.message, or keep a log of your own.',
    },
    frame: { text: '"{name}" gives the calling function.', hint: 'Pass what you need as an argument.' },
  },
  examples: {
    valid: [
      { title: 'data with such a field', code: 'return calls.map((call) => call.caller);' },
      {
        title: 'the usual line of a custom error',
        code: 'class E extends Error { constructor(m) { super(m); Error.captureStackTrace(this, E); } }',
      },
    ],
    invalid: [
      { title: 'the hook', code: 'Error.prepareStackTrace = (e, frames) => frames;', reports: ['hook'] },
      { title: 'the limit', code: 'Error.stackTraceLimit = 1000;', reports: ['hook'] },
      { title: 'a spelled key', code: "Object.defineProperty(Error, 'prepareStackTrace', {});", reports: ['hook'] },
      { title: 'the calling function', code: 'function f() { return f.caller; }', reports: ['frame'] },
      { title: 'arguments.callee', code: 'function f() { return arguments.callee; }', reports: ['frame'] },
    ],
  },
  create: ({ report }) => ({
    Access({ site, object, name }) {
      if (name === null) return;
      if (STACK_HOOKS.has(name)) report({ messageId: 'hook', at: site, data: { name } });
      if (!FRAMES.has(name) || object === null) return;
      const ofArguments = object.type === 'Identifier' && object.name === 'arguments';
      if (ofArguments || originOf(object, site.scope) === 'function')
        report({ messageId: 'frame', at: site, data: { name } });
    },
    Call({ node }) {
      for (const at of node.arguments) {
        if (at.type === 'StringLiteral' && STACK_HOOKS.has(at.value)) {
          report({ messageId: 'hook', at, data: { name: at.value } });
        }
      }
    },
  }),
});
