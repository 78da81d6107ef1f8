import { defineRule } from 'ast-guard';

/** A rule of this project's own: the tools here take lists, so a call per item is a mistake. */
export const noCallInLoop = defineRule({
  id: 'no-call-in-loop',
  family: 'tool calls',
  summary: 'Ask for many items at a time.',
  threat: 'A call per item runs into the limit of tool calls, and loads the services behind the tools.',
  severity: 'warning',
  messages: {
    call: {
      text: 'callTool is called once for each turn of a loop.',
      hint: 'Pass a list, or collect with Promise.all.',
    },
  },
  examples: {
    valid: [{ title: 'one call', code: 'const all = await callTool("users:list", {}); return all.length;' }],
    invalid: [
      {
        title: 'a call per item',
        code: 'for (const id of [1, 2]) await callTool("users:get", { id });',
        reports: ['call'],
      },
    ],
  },
  create: ({ report }) => ({
    Call(site) {
      const { callee } = site.node;
      if (callee.type !== 'Identifier' || callee.name !== 'callTool') return;
      for (let outer = site.parent; outer; outer = outer.parent) {
        if (outer.node.type.endsWith('Statement') && /^(For|While|DoWhile)/.test(outer.node.type)) {
          report({ messageId: 'call', at: site });
          return;
        }
      }
    },
  }),
});
