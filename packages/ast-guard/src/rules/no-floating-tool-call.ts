import * as v from 'valibot';
import type { Site } from '../ast/site.ts';
import { isToolCall, mayAwait } from '../ast/tool-call.ts';
import { usesOfPromise } from '../ast/uses.ts';
import { spend } from '../ast/work.ts';
import { nameSet } from '../name-set.ts';
import { defineRule, type TextEdit } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

const PROMISE_METHODS = new Set(['then', 'catch', 'finally']);

export const noFloatingToolCall = defineRule({
  id: 'no-floating-tool-call',
  family: 'tool calls',
  summary: 'Ask for every tool call to be awaited before its result is used or the script ends.',
  threat: 'A call that nobody awaits may not have happened when the script returns, and its failure is lost.',
  severity: 'warning',
  messages: {
    floating: { text: 'Nothing waits for this tool call.', hint: 'Write await before it.' },
    forEach: {
      text: 'forEach does not wait for an async function: the tool calls in it are still running when the next line runs.',
      hint: 'Write for (const item of items) { await ...; }, or await Promise.all(items.map(async (item) => ...)).',
    },
    property: { text: 'This reads "{name}" of the promise, not of the result.', hint: 'Await the tool call first.' },
  },
  options: v.strictObject({ functions: functionsOption }),
  examples: {
    valid: [
      { title: 'awaited', code: "await callTool('email:send', {});" },
      {
        title: 'several at once',
        code: "const calls = ids.map((id) => callTool('users:get', { id }));\nreturn await Promise.all(calls);",
      },
      { title: 'a chain', code: "callTool('users:get', {}).then((user) => use(user));" },
      {
        title: 'awaited later',
        code: "const call = callTool('users:get', {});\nconst user = await call;\nreturn user.name;",
      },
    ],
    invalid: [
      {
        title: 'a call as a statement',
        code: "callTool('email:send', {});",
        reports: ['floating'],
        fixed: "await callTool('email:send', {});",
      },
      {
        title: 'in a function that is not async',
        code: "const send = () => { callTool('email:send', {}); };",
        reports: ['floating'],
      },
      {
        title: 'in forEach',
        code: "users.forEach(async (user) => { await callTool('email:send', { to: user.email }); });",
        reports: ['forEach'],
      },
      {
        title: 'a property of the promise',
        code: "return callTool('users:list', {}).items;",
        reports: ['property'],
        fixed: "return (await callTool('users:list', {})).items;",
      },
      {
        title: 'through a variable',
        code: "const page = callTool('users:list', {});\nreturn page.items;",
        reports: ['property'],
        fixed: "const page = await callTool('users:list', {});\nreturn page.items;",
      },
      {
        title: 'destructured',
        code: "const { items } = callTool('users:list', {});",
        reports: ['property'],
        fixed: "const { items } = await callTool('users:list', {});",
      },
    ],
  },
  create: (context) => {
    const functions = nameSet(context.options.functions);
    const dropped = new Set<Site>();
    return {
      Call(at) {
        if (!isToolCall(at.node, at.scope, functions)) return;
        const callback = callbackOfForEach(at);
        if (callback !== null && !dropped.has(callback)) {
          dropped.add(callback);
          context.report({ messageId: 'forEach', at: callback });
        }
        if (at.parent?.node.type === 'ExpressionStatement') {
          context.report({ messageId: 'floating', at, fix: addAwait(at) });
          return;
        }
        const uses = usesOfPromise(at, context.tree);
        const read = uses.find((use) => use.kind === 'member' && use.name !== null && !PROMISE_METHODS.has(use.name));
        if (read?.kind !== 'member') return;
        // Adding an await is only safe when nothing else treats the value as a promise.
        const safe = uses.every((use) => use.kind === 'member' && use.name !== null && !PROMISE_METHODS.has(use.name));
        const fix = safe && isPlainValue(at) ? addAwait(at) : undefined;
        context.report({ messageId: 'property', at, data: { name: read.name ?? '' }, fix });
      },
    };
  },
});

/** The async function around `at` that is handed to `forEach`. */
function callbackOfForEach(at: Site): Site | null {
  for (let up: Site | null = at; up !== null; up = up.parent) {
    spend(1);
    if (!('params' in up.node)) continue;
    const call = up.parent?.node;
    if (!('async' in up.node) || up.node.async !== true || up.key !== 'arguments' || call?.type !== 'CallExpression')
      return null;
    const { callee } = call;
    const isForEach =
      callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'forEach';
    return isForEach ? up : null;
  }
  return null;
}

function isPlainValue({ parent, key }: Site): boolean {
  const type = parent?.node.type;
  return (type === 'VariableDeclarator' && key === 'init') || (type === 'MemberExpression' && key === 'object');
}

function addAwait(at: Site): readonly TextEdit[] | undefined {
  const { start, end } = at.node;
  if (start == null || end == null || !mayAwait(at)) return undefined;
  if (at.parent?.node.type !== 'MemberExpression') return [{ start, end: start, text: 'await ' }];
  return [
    { start, end: start, text: '(await ' },
    { start: end, end, text: ')' },
  ];
}
