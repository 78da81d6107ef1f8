import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import { lookup, type Site } from '../ast/site.ts';
import { spend } from '../ast/work.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';

export const noToolRebinding = defineRule({
  id: 'no-tool-rebinding',
  family: 'names',
  summary: 'Forbid declaring or assigning the name of the function that calls tools.',
  threat: 'A function of the same name hides the real one: calls then look judged and recorded that never were.',
  severity: 'error',
  messages: {
    declared: {
      text: '"{name}" is already the function that calls tools.',
      hint: 'Use another name; {name} needs no declaration.',
    },
    imported: {
      text: '"{name}" is not in a module: it is there without an import.',
      hint: 'Remove this line, and call {name} as it is.',
    },
    assigned: { text: '"{name}" cannot be replaced.', hint: 'Call it, or wrap it in a function with another name.' },
  },
  options: v.strictObject({
    names: v.optional(v.pipe(v.array(v.string()), v.description('Names that are fixed.')), [CALL_TOOL_NAME]),
  }),
  examples: {
    valid: [
      { title: 'calling it', code: "return await callTool('users:list', {});" },
      {
        title: 'a wrapper with its own name',
        code: 'const get = (id) => callTool("users:get", { id });\nreturn get(1);',
      },
      { title: 'a property of that name', code: 'const client = { callTool: (n) => n };\nreturn client.callTool(1);' },
    ],
    invalid: [
      { title: 'a variable', code: 'const callTool = async () => "forged";', reports: ['declared'] },
      { title: 'a function', code: 'function callTool() {}', reports: ['declared'] },
      { title: 'a class', code: 'class callTool {}', reports: ['declared'] },
      { title: 'a parameter', code: 'const f = (callTool) => callTool("x");', reports: ['declared'] },
      { title: 'destructuring with a default', code: 'const { a: callTool = 1 } = {};', reports: ['declared'] },
      { title: 'a catch parameter', code: 'try { run(); } catch (callTool) { }', reports: ['declared'] },
      { title: 'an assignment', code: 'callTool = () => 1;', reports: ['assigned'] },
      { title: 'require', code: "const { callTool } = require('./tools');", reports: ['imported'] },
      { title: 'a destructuring assignment', code: '[callTool] = [1];', reports: ['assigned'] },
      { title: 'a property of the global object', code: 'globalThis.callTool = () => 1;', reports: ['assigned'] },
    ],
  },
  create: ({ options, report }) => {
    const names = nameSet(options.names);
    return {
      Binding(binding) {
        const { name } = binding;
        // Of an import speaks the rule that forbids them.
        if (!names.has(name) || binding.kind === 'import') return;
        const messageId = binding.declarations.some(isRequired) ? 'imported' : 'declared';
        for (const at of binding.declarations) report({ messageId, at, data: { name } });
      },
      Global(name, at) {
        if (names.has(name) && at.role === 'target') report({ messageId: 'assigned', at, data: { name } });
      },
      Access({ site, object, name }) {
        if (site.role !== 'target' || name === null || !names.has(name) || object?.type !== 'Identifier') return;
        if (object.name !== 'globalThis' || lookup(site.scope, object.name) !== null) return;
        report({ messageId: 'assigned', at: site, data: { name } });
      },
    };
  },
});

/** Declared as what `require` gives, or as a part of that. */
function isRequired(declaration: Site): boolean {
  for (let up = declaration.parent; up !== null; up = up.parent) {
    spend(1);
    const { node } = up;
    if (node.type !== 'VariableDeclarator') continue;
    const { init } = node;
    return init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
  }
  return false;
}
