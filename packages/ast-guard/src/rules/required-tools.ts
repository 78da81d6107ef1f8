import * as v from 'valibot';
import { isToolCall, toolNameOf } from '../ast/tool-call.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

export const requiredTools = defineRule({
  id: 'required-tools',
  family: 'tool calls',
  summary: 'Ask that the script calls certain tools.',
  threat: 'A script that leaves out a step, such as an audit record, looks complete and is not.',
  severity: 'error',
  messages: {
    missing: { text: 'The tool "{name}" is never called.', hint: "Add: await callTool('{name}', { ... });" },
  },
  options: v.strictObject({
    tools: v.optional(v.pipe(v.array(v.string()), v.description('Tools that must be called somewhere.')), []),
    functions: functionsOption,
  }),
  examples: {
    valid: [{ title: 'it is called', code: "await callTool('audit:log', {});", options: { tools: ['audit:log'] } }],
    invalid: [{ title: 'it is not', code: 'return 1;', options: { tools: ['audit:log'] }, reports: ['missing'] }],
  },
  create: (context) => {
    const { options, report } = context;
    const functions = nameSet(options.functions);
    const missing = new Set(options.tools);
    return {
      Call(at) {
        const name = isToolCall(at.node, at.scope, functions) ? toolNameOf(at.node, at.scope) : null;
        if (name !== null) missing.delete(name);
      },
      end() {
        for (const name of missing) report({ messageId: 'missing', at: context.tree.root, data: { name } });
      },
    };
  },
});
