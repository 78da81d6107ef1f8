import type { Node } from '@babel/types';
import * as v from 'valibot';
import { isToolCall } from '../ast/tool-call.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

const NOT_A_NAME = new Set<Node['type']>([
  'NumericLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'ObjectExpression',
  'ArrayExpression',
  'ArrowFunctionExpression',
  'FunctionExpression',
]);
const NOT_ARGUMENTS = new Set<Node['type']>([
  'NumericLiteral',
  'BooleanLiteral',
  'StringLiteral',
  'TemplateLiteral',
  'ArrayExpression',
  'ArrowFunctionExpression',
  'FunctionExpression',
]);

export const toolCallArguments = defineRule({
  id: 'tool-call-arguments',
  family: 'tool calls',
  summary: 'Ask for a tool call to have a name and at most one object of arguments.',
  threat: 'Arguments in another shape are lost on the way: the tool runs with less than was meant, or fails.',
  severity: 'warning',
  messages: {
    none: { text: 'This tool call names no tool.', hint: "Write callTool('name', { ... })." },
    name: {
      text: 'The first argument of a tool call is the name of the tool.',
      hint: "Write callTool('name', { ... }).",
    },
    shape: { text: 'The arguments of a tool are one object.', hint: 'Write them with their names: { id: 1 }.' },
    many: {
      text: 'A tool call takes a name and one object, not {count} arguments.',
      hint: "Put them into the object: callTool('name', { a, b }).",
    },
  },
  options: v.strictObject({ functions: functionsOption }),
  examples: {
    valid: [
      { title: 'a name', code: "return await callTool('org:tree');" },
      { title: 'a name and arguments', code: "return await callTool('users:get', { id: 1 });" },
      { title: 'passed on', code: 'const call = (...args) => callTool(...args);' },
    ],
    invalid: [
      { title: 'nothing', code: 'await callTool();', reports: ['none'] },
      { title: 'an object alone', code: "await callTool({ name: 'users:get' });", reports: ['name'] },
      { title: 'a bare value', code: "await callTool('users:get', 'u_1');", reports: ['shape'] },
      { title: 'a list', code: "await callTool('users:getMany', ['u_1']);", reports: ['shape'] },
      { title: 'too many', code: "await callTool('users:get', { id: 1 }, { limit: 2 });", reports: ['many'] },
    ],
  },
  create: ({ options, report }) => {
    const functions = nameSet(options.functions);
    return {
      Call(at) {
        if (!isToolCall(at.node, at.scope, functions)) return;
        const { arguments: args } = at.node;
        if (args.some((arg) => arg.type === 'SpreadElement')) return;
        const [name, data] = args;
        if (name === undefined) report({ messageId: 'none', at });
        else if (NOT_A_NAME.has(name.type)) report({ messageId: 'name', at: name });
        else if (data !== undefined && NOT_ARGUMENTS.has(data.type)) report({ messageId: 'shape', at: data });
        else if (args.length > 2) report({ messageId: 'many', at, data: { count: args.length } });
      },
    };
  },
});
