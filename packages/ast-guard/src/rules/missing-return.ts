import type { ArrowFunctionExpression, Identifier, Node, Program, Statement } from '@babel/types';
import { isRecordInBraces } from '../ast/record-in-braces.ts';
import { lookup, type Scope, type Site, type Tree } from '../ast/site.ts';
import { spend } from '../ast/work.ts';
import { defineRule, type Suggestion } from '../rule.ts';

export const missingReturn = defineRule({
  id: 'missing-return',
  family: 'correctness',
  summary: 'Warn when a script, or a function written as an object, works something out and returns nothing.',
  threat: 'The value of a script is what it returns: without a return its caller gets undefined.',
  severity: 'warning',
  messages: {
    missing: { text: 'The script returns nothing, and this value is lost.', hint: 'Write return before it.' },
    lostCall: { text: 'What "{name}" returns is lost.', hint: 'End with: return await {name}();' },
    lostFunction: { text: 'What this function returns is lost.', hint: 'Write return await before it.' },
    callback: {
      text: 'This function returns nothing: its braces are a block, and the value at its end is lost.',
      hint: 'Leave the braces out: (x) => x.name, or write return before the value.',
    },
    braces: {
      text: 'This arrow function returns nothing: its braces are a block, and "{name}" is a label in it.',
      hint: 'To return an object, put it in parentheses: (x) => ({ {name}: x }).',
    },
    notCalled: { text: 'The function "{name}" is never called.', hint: 'End with: return await {name}();' },
  },
  examples: {
    valid: [
      { title: 'a return', code: 'const total = 1;\nreturn total;' },
      { title: 'only effects', code: "await callTool('email:send', {});" },
      {
        title: 'a function that returns nothing',
        code: "const send = async () => { await callTool('email:send'); };\nawait send();",
      },
      {
        title: 'what comes of it is used',
        code: 'async function main() { return 1; }\nmain().then((x) => console.log(x));',
      },
      { title: 'a call for what it does', code: 'const log = [];\n[1].map((n) => { log.push(n); });' },
      { title: 'a return in one branch', code: 'if (empty) return [];\nitems.length;' },
    ],
    invalid: [
      { title: 'a value at the end', code: 'const total = 1;\ntotal;', reports: ['missing'] },
      { title: 'a list at the end', code: 'const list = [1];\nlist.map((n) => n + 1);', reports: ['missing'] },
      { title: 'an object at the end', code: 'const total = 1;\n({ total });', reports: ['missing'] },
      {
        title: 'a main function whose result is dropped',
        code: "async function main() { return await callTool('users:list'); }\nmain();",
        reports: ['lostCall'],
      },
      {
        title: 'the same without a name',
        code: "(async () => { return await callTool('users:list'); })();",
        reports: ['lostFunction'],
      },
      { title: 'a value in braces', code: 'return users.map((user) => { user.name; });', reports: ['callback'] },
      {
        title: 'an object without parentheses',
        code: 'return users.map((user) => { name: user.name });',
        reports: ['braces'],
      },
      {
        title: 'a main function that nobody calls',
        code: 'async function main() { return 1; }',
        reports: ['notCalled'],
      },
      { title: 'the same as an arrow', code: 'const main = async () => 1;', reports: ['notCalled'] },
    ],
  },
  create: (context) => ({
    Program(at) {
      const last = at.node.body.at(-1);
      if (last?.type === 'ExpressionStatement' && isValue(last)) {
        if (returnsAtTop(context.tree)) return;
        context.report({ messageId: 'missing', at: last, suggestions: [addReturn(last)] });
      } else if (last?.type === 'ExpressionStatement') {
        const call = last.expression.type === 'AwaitExpression' ? last.expression.argument : last.expression;
        if (call.type !== 'CallExpression' || !givesValue(call.callee, at.scope)) return;
        if (returnsAtTop(context.tree)) return;
        const { callee } = call;
        const name = callee.type === 'Identifier' ? callee.name : '';
        const text = last.expression === call ? 'return await ' : 'return ';
        const suggestions = [addReturn(last, text)];
        context.report({ messageId: name === '' ? 'lostFunction' : 'lostCall', at: last, data: { name }, suggestions });
      } else {
        const id = last === undefined ? null : nameOfFunction(last);
        if (id === null || !isUncalled(at, id.name) || returnsAtTop(context.tree)) return;
        context.report({ messageId: 'notCalled', at: id, data: { name: id.name } });
      }
    },
    ArrowFunctionExpression(at) {
      const last = lastOfCallback(at);
      if (last === null || hasReturn(at, context.tree)) return;
      context.report({ messageId: 'callback', at: last, suggestions: [addReturn(last)] });
    },
    LabeledStatement(at) {
      if (!isRecordInBraces(at)) return;
      context.report({ messageId: 'braces', at, data: { name: at.node.label.name } });
    },
  }),
});

function returnsAtTop(tree: Tree): boolean {
  return tree.nodes.some(({ type }, order) => {
    if (type !== 'ReturnStatement') return false;
    for (let up = tree.siteAt(order).parent; up !== null; up = up.parent) {
      spend(1);
      if ('params' in up.node) return false;
    }
    return true;
  });
}

const VALUES = new Set<string>([
  'Identifier',
  'MemberExpression',
  'ObjectExpression',
  'ArrayExpression',
  'TemplateLiteral',
  'StringLiteral',
  'NumericLiteral',
  'BinaryExpression',
  'ConditionalExpression',
]);

/** Methods that nobody calls but for what they give. */
const GIVING = new Set(
  'map filter reduce flatMap flat find findLast some every includes join slice concat toSorted toReversed at keys values entries fromEntries groupBy stringify trim split toFixed toUpperCase toLowerCase padStart padEnd toISOString'.split(
    ' ',
  ),
);

function isValue(statement: Statement): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  return VALUES.has(expression.type) || isGivingCall(expression);
}

function isGivingCall(node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return false;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false;
  if (callee.property.type !== 'Identifier' || !GIVING.has(callee.property.name)) return false;
  // A callback may be there for what it does.
  return !node.arguments.some(
    (argument) => 'async' in argument && (argument.async === true || argument.body.type === 'BlockStatement'),
  );
}

function addReturn({ start }: Statement, text = 'return '): Suggestion {
  return { title: 'Return the value', edits: [{ start: start ?? 0, end: start ?? 0, text }] };
}

/** Whether the callee is an async function of the script that returns a value at its end. */
function givesValue(callee: Node, scope: Scope): boolean {
  if (callee.type === 'Identifier') {
    const binding = lookup(scope, callee.name);
    const declarator = binding?.isConstant === true ? binding.declarations[0]?.parent?.node : undefined;
    if (declarator?.type === 'FunctionDeclaration') return endsWithValue(declarator);
    return declarator?.type === 'VariableDeclarator' && declarator.init != null && endsWithValue(declarator.init);
  }
  return endsWithValue(callee);
}

function endsWithValue(node: Node): boolean {
  if (!('async' in node) || node.async !== true || !('body' in node)) return false;
  const { body } = node as { body: Node };
  if (body.type !== 'BlockStatement') return false;
  const last = body.body.at(-1);
  return last?.type === 'ReturnStatement' && last.argument != null;
}

/** Methods that do nothing with a function but ask it for a value. */
const ASKING = new Set([
  'map',
  'filter',
  'flatMap',
  'find',
  'findLast',
  'findIndex',
  'some',
  'every',
  'reduce',
  'sort',
  'toSorted',
]);

/** The value that stands at the end of a block which is handed to such a method, without a return. */
function lastOfCallback({ node, parent, key }: Site<ArrowFunctionExpression>): Statement | null {
  const call = parent?.node;
  if (key !== 'arguments' || call?.type !== 'CallExpression' || node.body.type !== 'BlockStatement') return null;
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  const last = node.body.body.at(-1);
  return ASKING.has(callee.property.name) && last !== undefined && isValue(last) ? last : null;
}

function hasReturn(callback: Site, tree: Tree): boolean {
  const end = tree.endOf(callback);
  for (let order = callback.order + 1; order < end; order++) {
    spend(1);
    const { type } = tree.nodes[order] as Node;
    if (type === 'ReturnStatement') return true;
  }
  return false;
}

/** The name that the statement gives to a function. */
function nameOfFunction(statement: Statement): Identifier | null {
  if (statement.type === 'FunctionDeclaration') return statement.id ?? null;
  const [declarator, second] = statement.type === 'VariableDeclaration' ? statement.declarations : [];
  if (second !== undefined || declarator?.id.type !== 'Identifier') return null;
  const { init } = declarator;
  return init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression' ? declarator.id : null;
}

function isUncalled(program: Site<Program>, name: string): boolean {
  return program.scope.bindings?.get(name)?.isUsed === false;
}
