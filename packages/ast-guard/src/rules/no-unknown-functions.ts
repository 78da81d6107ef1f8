import { lookup } from '../ast/site.ts';
import { didYouMean } from '../did-you-mean.ts';
import { defineRule } from '../rule.ts';
import { MEMBERS_OF_GLOBALS } from '../tables/members-of-globals.ts';

export const noUnknownFunctions = defineRule({
  id: 'no-unknown-functions',
  family: 'correctness',
  summary: 'Warn about a call of a function that a built-in object does not have.',
  threat: 'The script fails there when it runs: what it has done until then stays done.',
  severity: 'warning',
  messages: {
    unknown: {
      text: '"{object}" has no function "{name}".',
      hint: 'Write it yourself, with the functions that there are.',
    },
  },
  examples: {
    valid: [
      { title: 'functions that there are', code: 'console.log(Math.max(1, 2), JSON.stringify({}), Object.keys({}));' },
      { title: 'only if there is one', code: 'return Math.sum?.([1, 2]) ?? 3;' },
      { title: 'an object of the same name', code: 'const Date = { today: () => 1 };\nreturn Date.today();' },
    ],
    invalid: [
      { title: 'a misspelled name', code: "console.lgo('done');", reports: ['unknown'] },
      { title: 'a name of another language', code: 'return Math.sum([1, 2]);', reports: ['unknown'] },
    ],
  },
  create: ({ report }) => ({
    CallExpression(at) {
      const { callee } = at.node;
      if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type !== 'Identifier') return;
      const object = callee.object.name;
      const members = MEMBERS_OF_GLOBALS.get(object);
      if (members === undefined || callee.property.type !== 'Identifier' || members.has(callee.property.name)) return;
      if (lookup(at.scope, object) !== null) return;
      const { name } = callee.property;
      const hint = () => didYouMean(name, [...members]).trim() || undefined;
      report({ messageId: 'unknown', at: callee.property, data: { object, name }, hint });
    },
  }),
});
