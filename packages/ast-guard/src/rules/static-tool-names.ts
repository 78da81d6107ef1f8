import * as v from 'valibot';
import { isToolCall, toolNameOf } from '../ast/tool-call.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

export const staticToolNames = defineRule({
  id: 'static-tool-names',
  family: 'tool calls',
  summary: 'Ask for tool names that can be read in the source.',
  threat:
    'A name that is put together at run time can be any tool: what the script will do is then not known beforehand.',
  severity: 'error',
  messages: {
    dynamic: {
      text: 'Which tool this calls is not written in the source.',
      hint: "Write the name as a string: callTool('users:list', { ... }).",
    },
  },
  options: v.strictObject({ functions: functionsOption }),
  examples: {
    valid: [
      { title: 'a name', code: "return await callTool('users:list', {});" },
      { title: 'a constant', code: "const TOOL = 'users:list';\nreturn await callTool(TOOL, {});" },
    ],
    invalid: [{ title: 'a parameter', code: 'const run = (tool) => callTool(tool, {});', reports: ['dynamic'] }],
  },
  create: ({ options, report }) => {
    const functions = nameSet(options.functions);
    return {
      Call(at) {
        if (isToolCall(at.node, at.scope, functions) && toolNameOf(at.node, at.scope) === null)
          report({ messageId: 'dynamic', at });
      },
    };
  },
});
