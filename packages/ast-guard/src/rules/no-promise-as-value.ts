import * as v from 'valibot';
import { asyncFunctionOf, promisesOf } from '../ast/own-promise.ts';
import { isReadOfResult, misuseOf, PROMISE_METHODS } from '../ast/promise-use.ts';
import { childOf, type Site, type Tree } from '../ast/site.ts';
import { type Use, usesOf, usesOfPromise } from '../ast/uses.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { functionsOption } from '../tables/tool-names-option.ts';

export const noPromiseAsValue = defineRule({
  id: 'no-promise-as-value',
  family: 'correctness',
  summary: 'Ask for the promises of async functions of the script to be awaited before their results are used.',
  threat: 'A property of a promise is undefined: the script goes on, and returns an answer that is wrong.',
  severity: 'warning',
  messages: {
    value: {
      text: 'This uses the promise of an async function as if it were the result.',
      hint: 'Await the call first.',
    },
    property: { text: 'This reads "{name}" of the promise, not of the result.', hint: 'Await the call first.' },
    list: {
      text: 'This is a list of promises, and it is used as a list of results.',
      hint: 'Write await Promise.all(items.map(async (item) => ...)).',
    },
    dropped: {
      text: 'Nothing waits for the promises that this list holds.',
      hint: 'Write await Promise.all(items.map(async (item) => ...)), or a for...of loop with await in it.',
    },
    awaited: {
      text: 'await does not wait for the promises in a list.',
      hint: 'Write await Promise.all(items.map(async (item) => ...)).',
    },
  },
  options: v.strictObject({ functions: functionsOption }),
  examples: {
    valid: [
      {
        title: 'awaited',
        code: 'const load = async () => ({ id: 1 });\nconst one = await load();\nreturn one.id;',
      },
      {
        title: 'awaited later, and a chain',
        code: 'async function load() { return { id: 1 }; }\nconst first = load();\nconst text = load().then((one) => one.id);\nreturn [(await first).id, await text];',
      },
      {
        title: 'all at once',
        code: "const calls = ids.map(async (id) => callTool('users:get', { id }));\nconst safe = calls.map((call) => call.catch(() => null));\nreturn (await Promise.all(safe)).map((user) => user?.name);",
      },
      {
        title: 'one after the other',
        code: "for (const call of ids.map((id) => callTool('users:get', { id }))) { const user = await call; use(user.name); }",
      },
    ],
    invalid: [
      {
        title: 'a property of the promise',
        code: "const load = async (id) => callTool('users:get', { id });\nconst user = load(1);\nreturn user.name;",
        reports: ['property'],
        fixed:
          "const load = async (id) => callTool('users:get', { id });\nconst user = await load(1);\nreturn user.name;",
      },
      {
        title: 'destructured',
        code: 'async function load() { return { id: 1 }; }\nconst { id } = load();',
        reports: ['property'],
        fixed: 'async function load() { return { id: 1 }; }\nconst { id } = await load();',
      },
      {
        title: 'in a sum',
        code: 'async function load() { return 1; }\nreturn 2 * load();',
        reports: ['value'],
        fixed: 'async function load() { return 1; }\nreturn 2 * await load();',
      },
      {
        title: 'a list of promises',
        code: "const users = ids.map(async (id) => await callTool('users:get', { id }));\nreturn users.map((user) => user.name);",
        reports: ['list'],
      },
      {
        title: 'the same with a function of its own',
        code: "const load = async (id) => callTool('users:get', { id });\nconst users = ids.map(load);\nconst names = [];\nfor (const { name } of users) names.push(name);\nreturn [names, users[0].name];",
        reports: ['list'],
      },
      {
        title: 'joined',
        code: 'return ids.map(async (id) => id).join();',
        reports: ['list'],
      },
      {
        title: 'a list of promises that nobody keeps',
        code: "ids.map(async (id) => { await callTool('email:send', { id }); });",
        reports: ['dropped'],
      },
      {
        title: 'awaited as a list',
        code: "const users = await ids.map((id) => callTool('users:get', { id }));",
        reports: ['awaited'],
      },
    ],
  },
  create: ({ options, report, tree }) => {
    const functions = nameSet(options.functions);
    return {
      Call(at) {
        if (at.node.type !== 'CallExpression') return;
        if (at.node.callee.type === 'Identifier' && asyncFunctionOf(at.node.callee, at.scope) !== null) {
          if (!isKept(at)) return;
          const misuse = misuseOf(at, usesOfPromise(at, tree));
          if (misuse === null) return;
          report({ messageId: misuse.kind, at, data: { name: misuse.name }, fix: misuse.fix });
        } else if (promisesOf(at.node, at.scope, functions)) {
          const holder = at.parent?.node.type;
          if (holder === 'AwaitExpression') report({ messageId: 'awaited', at: at.parent as Site });
          else if (holder === 'ExpressionStatement') report({ messageId: 'dropped', at });
          else if (isKept(at) && usesOfPromise(at, tree).some((use) => isListOfResults(use, tree)))
            report({ messageId: 'list', at });
        }
      },
    };
  },
});

/** Used on the spot, or held by a constant: what a variable holds later may be something else. */
function isKept({ parent, key }: Site): boolean {
  if (parent?.node.type !== 'VariableDeclarator') return true;
  const declaration = parent.parent?.node;
  return key === 'init' && declaration?.type === 'VariableDeclaration' && declaration.kind === 'const';
}

function isListOfResults(use: Use, tree: Tree): boolean {
  const { site } = use;
  if (use.kind === 'flow') {
    const { node } = site;
    return node.type === 'ForOfStatement' && !node.await && readsElement(childOf(tree, site, 'left'), tree);
  }
  if (use.kind !== 'member') return false;
  if (use.name === 'join') return true;
  const { parent } = site;
  if (use.name !== null && /^\d+$/.test(use.name)) return usesOf(site, tree).some(isReadOfResult);
  if (parent?.node.type !== 'CallExpression' || site.key !== 'callee' || !ELEMENT_FIRST.has(use.name ?? ''))
    return false;
  const callback = childOf(tree, parent, 'arguments', 0);
  return callback !== null && readsElement(childOf(tree, callback, 'params', 0), tree);
}

const ELEMENT_FIRST = new Set(['map', 'filter', 'find', 'some', 'every', 'flatMap', 'forEach', 'findLast']);

/** Whether a parameter or a loop variable that holds a promise is read as if it were the result. */
function readsElement(element: Site | null, tree: Tree): boolean {
  const at = element?.node.type === 'VariableDeclaration' ? declared(element, tree) : element;
  if (at === null) return false;
  if (at.node.type === 'ObjectPattern') return true;
  return at.node.type === 'Identifier' && (at.binding?.references ?? []).some(isReadAt);
}

function declared(declaration: Site, tree: Tree): Site | null {
  const declarator = childOf(tree, declaration, 'declarations', 0);
  return declarator && childOf(tree, declarator, 'id');
}

function isReadAt({ parent, key }: Site): boolean {
  const node = parent?.node;
  if (node?.type !== 'MemberExpression' || key !== 'object' || node.computed) return false;
  return node.property.type === 'Identifier' && !PROMISE_METHODS.has(node.property.name);
}
