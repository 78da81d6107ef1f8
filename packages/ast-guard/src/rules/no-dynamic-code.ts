import type { Node } from '@babel/types';
import * as v from 'valibot';
import { constantInit } from '../ast/evaluate.ts';
import { memberKey } from '../ast/property.ts';
import { lookup, type Site } from '../ast/site.ts';
import { defineRule } from '../rule.ts';

const COMPILERS = ['eval', 'Function'];
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

export const noDynamicCode = defineRule({
  id: 'no-dynamic-code',
  family: 'dynamic code',
  summary: 'Forbid every built-in that turns a string into running code.',
  threat: 'Code that is built at run time was seen by no rule, so it may do whatever the rules forbid.',
  severity: 'error',
  messages: {
    compiler: {
      text: '"{name}" compiles a string into code.',
      hint: 'Write the code directly. For data use JSON.parse, to choose between operations use an object of functions.',
    },
    template: {
      text: '"{name}" runs a string as code.',
      hint: 'Pass a function instead of a string.',
    },
  },
  options: v.strictObject({
    allow: v.optional(v.pipe(v.array(v.string()), v.description('Compilers to let through.')), []),
  }),
  examples: {
    valid: [
      { title: 'a property that happens to be called eval', code: 'const score = report.eval;\nreturn score;' },
      { title: 'a test of the type', code: "return typeof handler === 'function' || handler instanceof Function;" },
      { title: 'a borrowed method', code: 'const slice = Function.prototype.call.bind(Array.prototype.slice);' },
      { title: 'a variable of your own', code: 'const Function = (x) => x;\nreturn Function(1);' },
      { title: 'a string that mentions it', code: "return 'Never call eval()';" },
    ],
    invalid: [
      {
        title: 'through another name of the global object',
        code: 'const g = globalThis;\ng.Function("return 1")();',
        reports: ['compiler'],
      },
      { title: 'eval', code: 'eval("1")', reports: ['compiler'] },
      { title: 'aliased eval', code: 'const run = eval;\nrun("1")', reports: ['compiler'] },
      { title: 'indirect eval', code: '(0, eval)("1")', reports: ['compiler'] },
      { title: 'the Function constructor', code: 'const f = new Function("a", "return a");', reports: ['compiler'] },
      { title: 'through the global object', code: 'globalThis["ev" + "al"]("1")', reports: ['compiler'] },
      { title: 'destructured', code: 'const { Function: Make } = globalThis;', reports: ['compiler'] },
      { title: 'a timer with a string', code: 'setTimeout("steal()", 10)', reports: ['template'] },
    ],
  },
  create: ({ options, report }) => {
    const compilers = new Set(COMPILERS.filter((name) => !options.allow.includes(name)));
    return {
      Global(name, site) {
        if (compilers.has(name) && !isInstanceTest(site)) report({ messageId: 'compiler', at: site, data: { name } });
        const call = TIMERS.has(name) && site.key === 'callee' ? site.parent : null;
        if (call !== null && startsWithText(call.node)) report({ messageId: 'template', at: call, data: { name } });
      },
      Access({ site, object, name }) {
        if (name === null || !compilers.has(name) || !isGlobalObject(object, site)) return;
        report({ messageId: 'compiler', at: site, data: { name } });
      },
    };
  },
});

/** Whether the first argument is text, which a timer compiles. */
function startsWithText(call: Node): boolean {
  if (call.type !== 'CallExpression' && call.type !== 'OptionalCallExpression') return false;
  const [first] = call.arguments;
  return first?.type === 'StringLiteral' || first?.type === 'TemplateLiteral';
}

/** Tests such as `x instanceof Function` compile nothing; of `Function.prototype` there is a rule of its own. */
function isInstanceTest(site: Site): boolean {
  const parent = site.parent?.node;
  if (parent?.type === 'UnaryExpression') return parent.operator === 'typeof';
  if (parent?.type === 'BinaryExpression') return true;
  return site.parent !== null && site.key === 'object' && memberKey(site.parent).name === 'prototype';
}

function isGlobalObject(object: Node | null, site: Site): boolean {
  if (object?.type !== 'Identifier') return false;
  const binding = lookup(site.scope, object.name);
  if (binding === null) return GLOBAL_OBJECTS.has(object.name);
  const init = constantInit(binding);
  return init?.type === 'Identifier' && GLOBAL_OBJECTS.has(init.name) && lookup(binding.scope, init.name) === null;
}
