import type { CallExpression, Expression, Node, OptionalCallExpression } from '@babel/types';
import { isUnchanged, type KeyOf, type Located, membersOf, sourcesOf } from './literal.ts';
import { type Binding, lookup, type Scope, type Site } from './site.ts';
import { spend } from './work.ts';

export type StaticValue = string | number | bigint | boolean | null | undefined | readonly StaticValue[];

/** Steps that one question may take: constants that name each other could otherwise grow without end. */
const MAX_STEPS = 400;
const MAX_LENGTH = 10_000;
const UNKNOWN = Symbol('unknown');
type Result = StaticValue | typeof UNKNOWN;

/** The outcome of {@link evaluate}; wrapped, because `undefined` is a value too. */
export interface Evaluated {
  readonly value: StaticValue;
}

/**
 * Works out an expression from the source alone: literals, arithmetic on them, templates, constant variables and the
 * harmless methods of strings and arrays that are used to spell a name in pieces. Gives null when it depends on anything else.
 */
export function evaluate(node: Node, scope: Scope): Evaluated | null {
  const value = run(node, scope, { steps: MAX_STEPS, choices: null });
  return value === UNKNOWN || isLarge(value) ? null : { value };
}

/** Ways through an expression that are tried, and steps for all of them together. */
const MAX_WAYS = 8;
const MAX_STEPS_OF_WAYS = 100;

/**
 * The values that an expression may have, as far as the source tells, at most {@link MAX_WAYS}: both sides of a choice,
 * all that is assigned to a variable, the default of a parameter, the members of a literal. Others are possible too.
 */
export function possibleValues(node: Node, scope: Scope): StaticValue[] {
  const values: StaticValue[] = [];
  const choices: Choices = { taken: [], counts: [], at: 0 };
  const budget: Budget = { steps: MAX_STEPS_OF_WAYS, choices };
  for (let way = 0; way < MAX_WAYS; way++) {
    choices.at = 0;
    const value = run(node, scope, budget);
    if (value !== UNKNOWN && !isLarge(value) && !values.includes(value)) values.push(value);
    if (!nextWay(choices)) break;
  }
  return values;
}

/** Which way was taken where there are several: the same expression is worked out again for each. */
interface Choices {
  taken: number[];
  counts: number[];
  at: number;
}

function choose(choices: Choices, count: number): number {
  const at = choices.at++;
  if (at === choices.taken.length) {
    choices.taken.push(0);
    choices.counts.push(count);
  }
  return choices.taken[at] as number;
}

/** Sets the last choice that has a way left to it, and forgets those after it. */
function nextWay({ taken, counts }: Choices): boolean {
  while (taken.length > 0) {
    const last = (taken.at(-1) as number) + 1;
    if (last < (counts.at(-1) as number)) {
      taken[taken.length - 1] = last;
      return true;
    }
    taken.pop();
    counts.pop();
  }
  return false;
}

/** Whether writing the value out would take more than {@link MAX_LENGTH} characters. */
function isLarge(value: StaticValue): boolean {
  return room(value, MAX_LENGTH) < 0;
}

/** What is left of `limit` when the characters and elements of `value` are taken off it. */
function room(value: StaticValue, limit: number): number {
  if (typeof value === 'string') return limit - value.length;
  if (!Array.isArray(value)) return limit - 1;
  let left = limit - value.length;
  for (let i = 0; i < value.length && left >= 0; i++) left = room(value[i] as StaticValue, left);
  spend(value.length * 4);
  return left;
}

interface Budget {
  steps: number;
  /** Null when the value has to be certain. */
  readonly choices: Choices | null;
}

function run(node: Node | null | undefined, scope: Scope, budget: Budget): Result {
  if (node == null || --budget.steps < 0) return UNKNOWN;
  spend(4);
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'NullLiteral':
      return null;
    case 'BigIntLiteral':
      return isShort(node.value) ? node.value : UNKNOWN;
    case 'TemplateLiteral': {
      let text = '';
      for (let i = 0; i < node.quasis.length; i++) {
        text += node.quasis[i]?.value.cooked ?? '';
        if (i === node.expressions.length) break;
        const part = run(node.expressions[i], scope, budget);
        if (part === UNKNOWN || isLarge(part)) return UNKNOWN;
        text += String(part);
        if (text.length > MAX_LENGTH) return UNKNOWN;
      }
      return text;
    }
    case 'Identifier':
      return identifier(node.name, scope, budget);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return run(node.expression, scope, budget);
    case 'SequenceExpression':
      return run(node.expressions.at(-1), scope, budget);
    case 'AssignmentExpression':
      return node.operator === '=' && budget.choices !== null ? run(node.right, scope, budget) : UNKNOWN;
    case 'ArrayExpression':
      return list(node.elements as (Expression | null)[], scope, budget);
    case 'UnaryExpression':
      return unary(node.operator, run(node.argument, scope, budget));
    case 'BinaryExpression':
      // Only texts are looked for, and no other operator makes one: indexes are where most variables lead.
      if (budget.choices !== null && node.operator !== '+') return UNKNOWN;
      return binary(node.operator, run(node.left, scope, budget), run(node.right, scope, budget));
    case 'LogicalExpression': {
      const left = run(node.left, scope, budget);
      if (left === UNKNOWN) return budget.choices === null ? UNKNOWN : run(node.right, scope, budget);
      const goesOn = node.operator === '&&' ? left : node.operator === '||' ? !left : left == null;
      return goesOn ? run(node.right, scope, budget) : left;
    }
    case 'ConditionalExpression': {
      const test = run(node.test, scope, budget);
      if (test === UNKNOWN && budget.choices === null) return UNKNOWN;
      const isMet = test === UNKNOWN ? choose(budget.choices as Choices, 2) === 0 : test;
      return run(isMet ? node.consequent : node.alternate, scope, budget);
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const object = run(node.object, scope, budget);
      if (object === UNKNOWN) return oneOf(membersAt(node, scope, budget), budget);
      if (typeof object !== 'string' && !Array.isArray(object)) return UNKNOWN;
      const key = node.computed
        ? run(node.property, scope, budget)
        : node.property.type === 'Identifier' && node.property.name;
      if (key === 'length') return object.length;
      return typeof key === 'number' ? (object[key] as StaticValue) : UNKNOWN;
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
      return call(node, scope, budget);
    case 'TaggedTemplateExpression':
      return isGlobalMember(node.tag, 'String', 'raw', scope) ? run(node.quasi, scope, budget) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function identifier(name: string, scope: Scope, budget: Budget): Result {
  const binding = lookup(scope, name);
  if (binding === null)
    return name === 'undefined' ? undefined : name === 'Infinity' ? Number.POSITIVE_INFINITY : UNKNOWN;
  if (budget.choices !== null) return oneOf(sourcesOf(binding, keyOf(budget)), budget);
  const init = constantInit(binding);
  const value = init === null ? UNKNOWN : run(init, binding.scope, budget);
  return Array.isArray(value) && !isUnchanged(binding) ? UNKNOWN : value;
}

/** One of several expressions; the others are tried in their turn. */
function oneOf(sources: readonly Located[], budget: Budget): Result {
  if (sources.length === 0) return UNKNOWN;
  const chosen = sources[sources.length === 1 || budget.choices === null ? 0 : choose(budget.choices, sources.length)];
  return chosen === undefined ? UNKNOWN : run(chosen.node, chosen.scope, budget);
}

/** What a member of an object literal may be: only where it need not be certain, because others may change it. */
function membersAt(node: Node, scope: Scope, budget: Budget): Located[] {
  return budget.choices === null ? [] : membersOf({ node, scope }, keyOf(budget));
}

function keyOf(budget: Budget): KeyOf {
  return (key, scope) => {
    const value = run(key, scope, budget);
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
}

/** The one expression that a variable ever stands for, or null. */
export function constantInit(binding: Binding): Expression | null {
  if (!binding.isConstant) return null;
  const [declaration] = binding.declarations as [Site];
  const declarator = declaration.parent?.node;
  return declarator?.type === 'VariableDeclarator' && declarator.id === declaration.node
    ? (declarator.init ?? null)
    : null;
}

function list(elements: readonly (Node | null)[], scope: Scope, budget: Budget): Result {
  const out: StaticValue[] = [];
  for (const element of elements) {
    if (element?.type === 'SpreadElement') {
      const inner = run(element.argument, scope, budget);
      if (inner === UNKNOWN || (typeof inner !== 'string' && !Array.isArray(inner))) return UNKNOWN;
      if (out.length + inner.length > MAX_LENGTH) return UNKNOWN;
      spend(inner.length);
      out.push(...inner);
    } else {
      const value = element === null ? undefined : run(element, scope, budget);
      if (value === UNKNOWN) return UNKNOWN;
      out.push(value);
    }
    if (out.length > MAX_LENGTH) return UNKNOWN;
  }
  return out;
}

function unary(operator: string, value: Result): Result {
  if (value === UNKNOWN) return UNKNOWN;
  if (operator === 'void') return undefined;
  if (operator === '!') return !value;
  if (operator === 'typeof') return Array.isArray(value) || value === null ? 'object' : typeof value;
  if (typeof value === 'bigint') return operator === '-' ? -value : UNKNOWN;
  if (operator === '-') return -Number(value);
  if (operator === '+') return Number(value);
  return operator === '~' ? ~Number(value) : UNKNOWN;
}

function binary(operator: string, left: Result, right: Result): Result {
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (operator === '===') return left === right;
  if (operator === '!==') return left !== right;
  if (typeof left === 'number' && typeof right === 'number') return arithmetic(operator, left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return bigArithmetic(operator, left, right);
  if (typeof left === 'bigint' || typeof right === 'bigint') return UNKNOWN;
  if (operator !== '+') return UNKNOWN;
  if (isLarge(left) || isLarge(right)) return UNKNOWN;
  const text = String(left) + String(right);
  return text.length > MAX_LENGTH ? UNKNOWN : text;
}

/** Up to 2,000 bits: writing a longer one out takes time by the square of its length. */
function isShort(value: bigint): boolean {
  return BigInt.asIntN(MAX_BITS, value) === value;
}

const MAX_BITS = 2_000;

/** Powers only while they stay small: a huge one would hang the guard itself. */
function bigArithmetic(operator: string, left: bigint, right: bigint): Result {
  spend(1_000);
  if (!isShort(left) || !isShort(right)) return UNKNOWN;
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (operator !== '**' || right < 0n) return UNKNOWN;
  return BigInt(left.toString(2).length) * right > MAX_BITS ? UNKNOWN : left ** right;
}

function arithmetic(operator: string, left: number, right: number): Result {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '**':
      return left ** right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '>>>':
      return left >>> right;
    case '|':
      return left | right;
    case '&':
      return left & right;
    case '^':
      return left ^ right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      return UNKNOWN;
  }
}

type Method = (self: string | readonly StaticValue[], args: readonly StaticValue[]) => Result;

/** Methods by name; each is pure on a primitive string or an array of such, and cannot grow beyond the limit. */
const METHODS: Readonly<Record<string, Method>> = {
  toString: (self: string | readonly StaticValue[]) => String(self),
  toLowerCase: (self) => String(self).toLowerCase(),
  toUpperCase: (self) => String(self).toUpperCase(),
  trim: (self) => String(self).trim(),
  normalize: (self) => (typeof self === 'string' ? self.normalize('NFC') : UNKNOWN),
  charAt: (self, [i]) => (typeof self === 'string' ? self.charAt(Number(i ?? 0)) : UNKNOWN),
  at: (self, [i]) => self.at(Number(i ?? 0)) as StaticValue,
  slice: (self, [from, to]) => self.slice(Number(from ?? 0), to === undefined ? undefined : Number(to)),
  substring: (self, [from, to]) =>
    typeof self === 'string' ? self.substring(Number(from ?? 0), to === undefined ? self.length : Number(to)) : UNKNOWN,
  concat: (self, args) => (typeof self === 'string' ? self + args.map(String).join('') : self.concat(...args)),
  reverse: (self) => (typeof self === 'string' ? UNKNOWN : [...self].reverse()),
  join: (self, [separator]) =>
    typeof self === 'string' ? UNKNOWN : self.join(separator === undefined ? ',' : String(separator)),
  split: (self, [separator]) =>
    typeof self === 'string' && typeof separator === 'string' ? self.split(separator) : UNKNOWN,
  replace: (self, [from, to]) =>
    typeof self === 'string' && typeof from === 'string' && typeof to === 'string'
      ? self.replace(from, () => to)
      : UNKNOWN,
  replaceAll: (self, [from, to]) =>
    typeof self === 'string' && typeof from === 'string' && from !== '' && typeof to === 'string' && to.length < 10
      ? self.replaceAll(from, () => to)
      : UNKNOWN,
  repeat: (self, [n]) =>
    typeof self === 'string' && Number(n) >= 0 && self.length * Number(n) <= MAX_LENGTH
      ? self.repeat(Number(n))
      : UNKNOWN,
};

function call(node: CallExpression | OptionalCallExpression, scope: Scope, budget: Budget): Result {
  const args = list(node.arguments, scope, budget);
  if (!Array.isArray(args) || isLarge(args)) return UNKNOWN;
  const { callee } = node;
  const result =
    callee.type === 'Identifier' ? callGlobal(callee.name, args, scope) : callMethod(callee, args, scope, budget);
  if (typeof result !== 'string') return result;
  spend(result.length >> 2);
  return result.length > MAX_LENGTH ? UNKNOWN : result;
}

function callGlobal(name: string, args: readonly StaticValue[], scope: Scope): Result {
  if (lookup(scope, name) !== null) return UNKNOWN;
  try {
    if (name === 'String') return String(args[0] ?? '');
    if (name === 'Number') return Number(args[0]);
    if (name === 'atob') return atob(String(args[0]));
    if (name === 'decodeURIComponent' || name === 'decodeURI') return decodeURIComponent(String(args[0]));
    if (name === 'BigInt') return BigInt(args[0] as string);
  } catch {
    return UNKNOWN;
  }
  return UNKNOWN;
}

function callMethod(callee: Node, args: readonly StaticValue[], scope: Scope, budget: Budget): Result {
  if (isGlobalMember(callee, 'String', 'fromCharCode', scope)) return String.fromCharCode(...args.map(Number));
  if (isGlobalMember(callee, 'String', 'fromCodePoint', scope)) {
    return args.every((code) => Number(code) >= 0 && Number(code) <= 0x10ffff)
      ? String.fromCodePoint(...args.map(Number))
      : UNKNOWN;
  }
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return UNKNOWN;
  const name = callee.computed
    ? run(callee.property, scope, budget)
    : callee.property.type === 'Identifier' && callee.property.name;
  if (typeof name !== 'string' || !Object.hasOwn(METHODS, name)) return UNKNOWN;
  const self = run(callee.object, scope, budget);
  if (self === UNKNOWN || (typeof self !== 'string' && !Array.isArray(self))) return UNKNOWN;
  const size = MAX_LENGTH - room([self, args], MAX_LENGTH);
  if (size > MAX_LENGTH) return UNKNOWN;
  spend(size * 4);
  return (METHODS[name] as Method)(self, args);
}

function isGlobalMember(node: Node, object: string, property: string, scope: Scope): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    !node.computed &&
    node.property.type === 'Identifier' &&
    node.property.name === property &&
    lookup(scope, object) === null
  );
}
