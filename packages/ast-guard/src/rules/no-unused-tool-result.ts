import * as v from 'valibot';
import { isToolCall } from '../ast/tool-call.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

export const noUnusedToolResult = defineRule({
  id: 'no-unused-tool-result',
  family: 'tool calls',
  summary: 'Ask for the result of a tool call that is kept in a variable to be used.',
  threat: 'A result that is fetched and dropped costs a call, and often shows that a step is missing.',
  severity: 'warning',
  messages: {
    unused: {
      text: 'The result of this tool call, "{name}", is never used.',
      hint: 'Use it, or call the tool without keeping the result.',
    },
  },
  options: v.strictObject({ functions: functionsOption }),
  examples: {
    valid: [
      { title: 'it is used', code: "const user = await callTool('users:get', {});\nreturn user;" },
      { title: 'not kept', code: "await callTool('email:send', {});" },
      { title: 'named so on purpose', code: "const _sent = await callTool('email:send', {});" },
    ],
    invalid: [
      {
        title: 'kept and forgotten',
        code: "const user = await callTool('users:get', {});\nreturn 1;",
        reports: ['unused'],
      },
    ],
  },
  create: ({ options, report }) => {
    const functions = nameSet(options.functions);
    return {
      Binding(binding) {
        if (binding.isUsed || binding.name.startsWith('_')) return;
        const [declaration] = binding.declarations;
        if (declaration === undefined) return;
        const declarator = declaration.parent?.node;
        if (declarator?.type !== 'VariableDeclarator' || declarator.id !== declaration.node || !declarator.init) return;
        const value = declarator.init.type === 'AwaitExpression' ? declarator.init.argument : declarator.init;
        if (isToolCall(value, binding.scope, functions))
          report({ messageId: 'unused', at: declaration, data: { name: binding.name } });
      },
    };
  },
});
