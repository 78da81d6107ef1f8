import type { Node } from '@babel/types';
import * as v from 'valibot';
import { lookup, type Scope } from '../ast/site.ts';
import { defineRule } from '../rule.ts';

export const noClocks = defineRule({
  id: 'no-clocks',
  family: 'globals',
  summary: 'Forbid reading the time where clocks are blocked.',
  threat: 'With a clock a script can measure what it may not see; and its result differs from run to run.',
  severity: 'error',
  options: v.strictObject({
    objects: v.optional(v.pipe(v.array(v.string()), v.description('Objects whose "now" is a clock.')), [
      'Date',
      'performance',
    ]),
  }),
  messages: { clock: { text: 'The time is not available at this security level.', hint: 'Ask a tool for the time.' } },
  examples: {
    valid: [{ title: 'a given date', code: "return new Date('2024-03-01').getTime();" }],
    invalid: [
      { title: 'Date.now', code: 'return Date.now();', reports: ['clock'] },
      { title: 'taken from its object', code: 'const { now } = Date;\nreturn now();', reports: ['clock'] },
      { title: 'the date as text', code: 'return Date();', reports: ['clock'] },
      { title: 'performance.now', code: 'return performance.now();', reports: ['clock'] },
      { title: 'the current date', code: 'return new Date().toISOString();', reports: ['clock'] },
    ],
  },
  create: ({ options, report }) => ({
    Access({ site, object, name }) {
      if (name !== 'now' || object?.type !== 'Identifier' || !options.objects.includes(object.name)) return;
      if (lookup(site.scope, object.name) === null) report({ messageId: 'clock', at: site });
    },
    NewExpression(at) {
      if (at.node.arguments.length === 0 && isDate(at.node.callee, at.scope)) report({ messageId: 'clock', at });
    },
    Call(at) {
      if (isDate(at.node.callee, at.scope)) report({ messageId: 'clock', at });
    },
  }),
});

function isDate(callee: Node, scope: Scope): boolean {
  return callee.type === 'Identifier' && callee.name === 'Date' && lookup(scope, 'Date') === null;
}
