import type { Node } from '@babel/types';
import * as v from 'valibot';
import { lookup } from '../ast/site.ts';
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
/** What any function has, and what a rule of its own speaks of. */
const OF_FUNCTIONS = new Set([
  'call',
  'apply',
  'bind',
  'name',
  'length',
  'toString',
  'constructor',
  'prototype',
  '__proto__',
  'caller',
  'arguments',
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
    member: {
      text: '"{name}" is read of the function that calls tools: it has no such member.',
      hint: "Write callTool('name', { ... }).",
    },
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
      { title: 'what any function has', code: "const get = callTool.bind(null, 'users:get');" },
      { title: 'passed on', code: 'const call = (...args) => callTool(...args);' },
    ],
    invalid: [
      { title: 'a tool as a member', code: "await callTool['users:get']({ id: 1 });", reports: ['member'] },
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
      Access({ site, object, name }) {
        if (object?.type !== 'Identifier' || !functions.has(object.name) || name === null || OF_FUNCTIONS.has(name))
          return;
        if (lookup(site.scope, object.name) === null) report({ messageId: 'member', at: site, data: { name } });
      },
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
