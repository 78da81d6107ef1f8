import type { CallExpression, Node } from '@babel/types';
import * as v from 'valibot';
import { addAwait, misuseOf, nameOfCallee } from '../ast/promise-use.ts';
import type { Site } from '../ast/site.ts';
import { isToolCall } from '../ast/tool-call.ts';
import { type Use, usesOfPromise } from '../ast/uses.ts';
import { spend } from '../ast/work.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

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
    predicate: {
      text: '"{method}" takes the promise of an async function for true: it does not wait for the answer.',
      hint: 'Get the answers first: const answers = await Promise.all(items.map(async (item) => ...)); then test them by index.',
    },
    value: {
      text: 'This uses the promise of a tool call as if it were the result.',
      hint: 'Await the tool call first.',
    },
    all: { text: 'Nothing waits for these tool calls.', hint: 'Write await before Promise.all.' },
    joined: {
      text: 'This line and the one above it are one expression: no semicolon stands between them.',
      hint: 'End the line of the tool call with a semicolon.',
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
      {
        title: 'a promise that may not be there yet',
        code: "let pending = null;\nconst load = () => { if (!pending) pending = callTool('users:get', {}); return pending; };\nreturn await load();",
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
        title: 'as a test',
        code: "return users.filter(async (user) => (await callTool('flags:get', { key: user.id })).enabled);",
        reports: ['predicate'],
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
        title: 'in a text',
        code: `const user = callTool('users:get', {});\nreturn \`Hello \${user}\`;`,
        reports: ['value'],
        fixed: `const user = await callTool('users:get', {});\nreturn \`Hello \${user}\`;`,
      },
      {
        title: 'in a sum',
        code: "return 1 + callTool('counter:get', {});",
        reports: ['value'],
        fixed: "return 1 + await callTool('counter:get', {});",
      },
      {
        title: 'as a list',
        code: "for (const user of callTool('users:list', {})) use(user);",
        reports: ['value'],
        fixed: "for (const user of await callTool('users:list', {})) use(user);",
      },
      {
        title: 'tested',
        code: "if (callTool('flags:get', {})) use(1);\nreturn JSON.stringify(callTool('users:list', {}));",
        reports: ['value', 'value'],
        fixed: "if (await callTool('flags:get', {})) use(1);\nreturn JSON.stringify(await callTool('users:list', {}));",
      },
      {
        title: 'several as a statement',
        code: "Promise.all([callTool('email:send', {})]);",
        reports: ['all'],
      },
      {
        title: 'a line that goes on',
        code: "const users = await callTool('users:list', {})\n[1, 2].forEach((n) => use(n));",
        reports: ['joined'],
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
        const callback = asyncCallback(at);
        const method = callback === null ? '' : nameOfCallee(methodOf(callback));
        const messageId = method === 'forEach' ? 'forEach' : PREDICATE_TAKERS.has(method) ? 'predicate' : null;
        if (callback !== null && messageId !== null && !dropped.has(callback)) {
          dropped.add(callback);
          context.report({ messageId, at: callback, data: { method } });
        }
        if (at.parent?.node.type === 'ExpressionStatement') {
          context.report({ messageId: 'floating', at, fix: addAwait(at) });
          return;
        }
        if (isDroppedGroup(at.parent)) {
          context.report({ messageId: 'all', at: at.parent?.parent as Site });
          return;
        }
        const uses = usesOfPromise(at, context.tree);
        const joined = uses.find((use) => isJoined(use, at, context.source));
        if (joined !== undefined) {
          context.report({ messageId: 'joined', at: joined.site });
          return;
        }
        const misuse = misuseOf(at, uses);
        if (misuse === null) return;
        const { kind, name, fix } = misuse;
        context.report({ messageId: kind, at, data: { name }, fix });
      },
    };
  },
});

/** These ask a function for true or false, and a promise is always true. */
const PREDICATE_TAKERS = new Set(['filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every']);

/** The async function around `at` that is handed to a method. */
function asyncCallback(at: Site): Site | null {
  for (let up: Site | null = at; up !== null; up = up.parent) {
    spend(1);
    if (!('params' in up.node)) continue;
    const isAsync = 'async' in up.node && up.node.async === true;
    return isAsync && up.key === 'arguments' && up.parent?.node.type === 'CallExpression' ? up : null;
  }
  return null;
}

/** What the function is handed to. */
function methodOf({ parent }: Site): Node {
  return (parent as Site<CallExpression>).node.callee;
}

/** In the list of a `Promise.all(...)` that is a statement of its own. */
function isDroppedGroup(list: Site | null): boolean {
  const call = list?.node.type === 'ArrayExpression' ? list.parent : null;
  if (call?.node.type !== 'CallExpression' || call.parent?.node.type !== 'ExpressionStatement') return false;
  const { callee } = call.node;
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise';
}

/** `await callTool(...)`, a line break, and `[1, 2]` or `(x)` is a member or a call of the promise. */
function isJoined(use: Use, at: Site, source: string): boolean {
  const { node } = use.site;
  const isBracket = (node.type === 'MemberExpression' && node.computed) || node.type === 'CallExpression';
  if (!isBracket || use.site !== at.parent || (at.key !== 'object' && at.key !== 'callee')) return false;
  return /^\s*\n/.test(source.slice(at.node.end ?? 0));
}
