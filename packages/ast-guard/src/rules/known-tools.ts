import * as v from 'valibot';
import { isToolCall, toolNameOf } from '../ast/tool-call.ts';
import { didYouMean } from '../did-you-mean.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

export const knownTools = defineRule({
  id: 'known-tools',
  family: 'tool calls',
  summary: 'Allow only calls of tools that exist.',
  threat: 'A call of a tool that does not exist fails only when it is reached, perhaps after half of the work is done.',
  severity: 'error',
  messages: {
    unknown: { text: 'There is no tool called "{name}".', hint: 'The tools are: {tools}.' },
  },
  options: v.strictObject({
    tools: v.optional(
      v.pipe(v.array(v.string()), v.description('Names of the tools; "*" stands for any text: "users:*".')),
      ['*'],
    ),
    functions: functionsOption,
  }),
  examples: {
    valid: [
      { title: 'a tool of the list', code: "return await callTool('users:list');", options: { tools: ['users:*'] } },
      {
        title: 'a name that is not known beforehand',
        code: 'return await callTool(name);',
        options: { tools: ['users:*'] },
      },
    ],
    invalid: [
      {
        title: 'a misspelled name',
        code: "return await callTool('users:lst');",
        options: { tools: ['users:list'] },
        reports: ['unknown'],
      },
      {
        title: 'too short for both ends of the pattern',
        code: "await callTool('aba');\nawait callTool('ab:x:ba');",
        options: { tools: ['ab*ba', 'ab:*y*:ba'] },
        reports: ['unknown'],
      },
      {
        title: 'outside the pattern',
        code: "await callTool('admin:wipe');",
        options: { tools: ['users:*'] },
        reports: ['unknown'],
      },
    ],
  },
  create: ({ options, report }) => {
    const functions = nameSet(options.functions);
    return {
      Call(at) {
        if (!isToolCall(at.node, at.scope, functions)) return;
        const name = toolNameOf(at.node, at.scope);
        if (name === null || options.tools.some((pattern) => matches(name, pattern))) return;
        const hint = () => didYouMean(name, options.tools).trim() || undefined;
        const tools = options.tools.slice(0, 20).join(', ');
        report({ messageId: 'unknown', at: at.node.arguments[0] ?? at, data: { name, tools }, hint });
      },
    };
  },
});

/** Whether `*` stands for some text each time it occurs in `pattern`. Looks at each letter of `name` once. */
function matches(name: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return name === pattern;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}
