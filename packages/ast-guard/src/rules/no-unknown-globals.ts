import { CALL_TOOL_NAME, RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import { memberKey } from '../ast/property.ts';
import type { Binding, BindingKind, Site } from '../ast/site.ts';
import { isTestedGlobal } from '../ast/tested-global.ts';
import { spend } from '../ast/work.ts';
import { didYouMean } from '../did-you-mean.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { INSTEAD_OF_GLOBAL, KNOWN_ABSENT } from '../tables/absent-globals.ts';

export const noUnknownGlobals = defineRule({
  id: 'no-unknown-globals',
  family: 'globals',
  summary: 'Allow only the global names that the script is meant to have.',
  threat:
    'A global that nobody listed may be a door to the host; and a name that does not exist fails only when it runs.',
  severity: 'error',
  messages: {
    absent: { text: '"{name}" is not available here: {reason}.', hint: '{alternative}' },
    level: {
      text: '"{name}" is not available at this security level.',
      hint: 'Do without it.',
    },
    unknown: { text: '"{name}" is not defined.', hint: 'Declare it with const or let, or check the spelling.' },
  },
  options: v.strictObject({
    allow: v.optional(v.pipe(v.array(v.string()), v.description('Global names that may be used.')), []),
    elsewhere: v.optional(
      v.pipe(v.array(v.string()), v.description('Names that other levels have: the message says so.')),
      [],
    ),
    whenTested: v.optional(
      v.pipe(v.array(v.string()), v.description('Names that may be used where `typeof` has shown that they exist.')),
      [],
    ),
    tools: v.optional(v.pipe(v.array(v.string()), v.description('Tools that a name may have meant.')), []),
  }),
  examples: {
    valid: [
      { title: 'an allowed name', code: 'return Math.max(1, 2);', options: { allow: ['Math'] } },
      { title: 'a member of the same enum', code: 'enum Flag { A = 1, B = A << 1, C = A | B }\nreturn Flag.C;' },
      { title: 'a question about a name', code: "return typeof window === 'undefined';" },
      {
        title: 'a name that may be missing, where it was asked for',
        code: "const hasTimers = typeof setTimeout === 'function';\nconst wait = (ms) => (hasTimers ? new Promise((resolve) => setTimeout(resolve, ms)) : null);\nif (typeof crypto !== 'undefined' && crypto.randomUUID) await wait(1);\nreturn typeof Buffer === 'undefined' || !Buffer.from ? 'none' : Buffer.from('a').length + globalThis.crypto?.id;",
        options: { allow: ['Promise'], whenTested: ['setTimeout', 'crypto', 'Buffer'] },
      },
      {
        title: 'innocent names',
        code: 'const process = (x) => x;\nreturn { module: process(1), global: 2, require: 3 };',
      },
    ],
    invalid: [
      { title: 'the host', code: 'return process.env.HOME;', reports: ['absent'] },
      {
        title: 'a name on the wrong side of its test',
        code: "if (typeof crypto === 'undefined') crypto.randomUUID();\nif (typeof crypto !== 'undefined' || Math) crypto.randomUUID();",
        options: { allow: ['Math'], whenTested: ['crypto'] },
        reports: ['absent', 'absent'],
      },
      {
        title: 'the host, tested or not',
        code: "return typeof process !== 'undefined' && process.exit();",
        options: { whenTested: ['crypto'] },
        reports: ['absent'],
      },
      { title: 'arguments outside a function', code: 'return arguments[0];', reports: ['absent'] },
      { title: 'the network', code: "await fetch('https://example.com');", reports: ['absent'] },
      {
        title: 'a misspelled name',
        code: 'return Maht.max(1, 2);',
        options: { allow: ['Math'] },
        reports: ['unknown'],
      },
      {
        title: 'a name of another level',
        code: 'return new Proxy({}, {});',
        options: { elsewhere: ['Proxy'] },
        reports: ['level'],
      },
      {
        title: 'a tool as if it were a function',
        code: 'return await usersList({ limit: 10 });',
        options: { tools: ['users:list'] },
        reports: ['unknown'],
      },
      {
        title: 'the same, as a method',
        code: 'return await users.list({ limit: 10 });',
        options: { tools: ['users:list'] },
        reports: ['unknown'],
      },
      { title: 'an assignment without a declaration', code: 'total = 1;\nreturn total;', reports: ['unknown'] },
    ],
  },
  create: ({ options, report, tree }) => {
    const allowed = nameSet(options.allow);
    const elsewhere = nameSet(options.elsewhere);
    const whenTested = nameSet(options.whenTested);
    const assigned = new Map<string, Site | undefined>();
    /** What is assigned without a declaration is one mistake, however often it is read. */
    const isFirstMistake = (name: string, identifier: Site): boolean => {
      if (!assigned.has(name)) assigned.set(name, tree.globals.get(name)?.find(isAssigned));
      return (assigned.get(name) ?? identifier) === identifier;
    };
    const check = (name: string, at: Site, identifier: Site): void => {
      if (allowed.has(name) || ALWAYS.has(name) || name.startsWith(RESERVED_PREFIX) || isTypeof(at)) return;
      if (whenTested.has(name) && (isOptional(at) || isTestedGlobal(name, at))) return;
      const absent = KNOWN_ABSENT.get(name);
      if (elsewhere.has(name)) {
        report({ messageId: 'level', at: identifier, data: { name }, hint: INSTEAD_OF_GLOBAL.get(name) });
      } else if (absent !== undefined) {
        report({
          messageId: 'absent',
          at: identifier,
          data: { name, reason: absent.reason, alternative: absent.alternative },
        });
      } else {
        if (!isFirstMistake(name, identifier)) return;
        const hint = () =>
          blockHint(name, tree.bindings) ??
          toolHint(calledName(name, identifier), options.tools) ??
          (didYouMean(name, options.allow).trim() || undefined);
        report({ messageId: 'unknown', at: identifier, data: { name }, hint });
      }
    };
    return {
      Global(name, at) {
        if (name === 'arguments' && isInFunction(at)) return;
        if (isQuestion(at)) return;
        if (name !== 'globalThis') {
          check(name, at, at);
          return;
        }
        // Reading one name from the global object is the same as writing the name alone.
        const member = at.parent;
        const property =
          member !== null && at.key === 'object' && member.role !== 'target' ? memberKey(member).name : null;
        if (member === null || property === null) check(name, at, at);
        else check(property, member, at);
      },
    };
  },
});

function isAssigned({ role }: Site): boolean {
  return role === 'target';
}

/** The name together with the member that is read of it: a tool may have been written as `users.list(...)`. */
function calledName(name: string, { parent, key }: Site): string {
  const member = parent !== null && key === 'object' ? memberKey(parent).name : null;
  return member === null ? name : name + member;
}

/** A name that another block or function declares for itself alone. */
function blockHint(name: string, bindings: readonly Binding[]): string | undefined {
  spend(bindings.length);
  const inner = bindings.find((binding) => binding.name === name && LOCAL.has(binding.kind));
  return inner && 'It is declared in an inner block, and unknown outside of it: declare it with let before that block.';
}

const LOCAL: ReadonlySet<BindingKind> = new Set(['const', 'let']);

/** A tool whose name is written as an identifier: `usersList` or `users.list` for `users:list`. */
function toolHint(name: string, tools: readonly string[]): string | undefined {
  const tool = tools.find((one) => lettersOf(one) === lettersOf(name));
  return tool === undefined ? undefined : `Call the tool by its name: await ${CALL_TOOL_NAME}('${tool}', { ... }).`;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Constants of the language, and the two compilers: a rule of their own explains those, as it does reserved names. */
const ALWAYS = new Set(['undefined', 'NaN', 'Infinity', 'eval', 'Function']);

/** `arguments` belongs to the nearest function that is not an arrow. */
function isInFunction(site: Site): boolean {
  for (let up = site.parent; up !== null; up = up.parent) {
    spend(1);
    if ('params' in up.node && up.node.type !== 'ArrowFunctionExpression') return true;
  }
  return false;
}

/** `'name' in globalThis` only asks. */
function isQuestion({ parent, key }: Site): boolean {
  return parent?.node.type === 'BinaryExpression' && parent.node.operator === 'in' && key === 'right';
}

/** `globalThis.name?.` does without it when it is missing. */
function isOptional({ node, parent, key }: Site): boolean {
  if (node.type === 'Identifier' || parent === null) return false;
  return key === 'object' && parent.node.type === 'OptionalMemberExpression' && parent.node.optional;
}

function isTypeof({ parent }: Site): boolean {
  return parent?.node.type === 'UnaryExpression' && parent.node.operator === 'typeof';
}
