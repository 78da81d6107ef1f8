import type { Node } from '@babel/types';
import type { Binding, Scope, Site } from './site.ts';
import { lookup } from './site.ts';
import { spend } from './work.ts';

/** An expression and the scope that its names belong to. */
export interface Located {
  readonly node: Node;
  readonly scope: Scope;
}

/** Tells the name of a computed key, when the source alone tells it. */
export type KeyOf = (key: Node, scope: Scope) => string | number | null;

/** Expressions that one name or pattern may stand for, beyond which the rest is left out. */
const MAX_SOURCES = 8;
/** Steps from name to name. */
const MAX_HOPS = 10;

/**
 * The expressions whose values a variable may have: what it is declared with, what is assigned to it, the default of a
 * parameter, the element of a list that it is taken out of or runs over. What the source does not show is left out.
 */
export function sourcesOf(binding: Binding, keyOf: KeyOf, hops = MAX_HOPS): Located[] {
  const { declarations } = binding;
  const writes = binding.isConstant ? [] : binding.writes.slice(0, MAX_SOURCES);
  return [...declarations.slice(0, MAX_SOURCES), ...writes]
    .flatMap((site) => received(site, keyOf, hops))
    .slice(0, MAX_SOURCES);
}

/** What the pattern or name at `site` is given. */
function received(site: Site, keyOf: KeyOf, hops: number): Located[] {
  spend(2);
  const { parent, key } = site;
  if (parent === null || hops <= 0) return [];
  const { node, scope } = parent;
  switch (node.type) {
    case 'VariableDeclarator':
      if (key !== 'id') return [];
      return node.init == null ? elementsOfLoop(parent.parent, keyOf, hops) : [{ node: node.init, scope }];
    case 'AssignmentExpression':
      return key === 'left' && node.operator === '=' ? [{ node: node.right, scope }] : [];
    case 'AssignmentPattern':
      return key === 'left' ? [...received(parent, keyOf, hops), { node: node.right, scope }] : [];
    case 'ForOfStatement':
      return elementsOfLoop(site, keyOf, hops);
    case 'ArrayPattern':
      return membersUnder(received(parent, keyOf, hops), site.index, keyOf, hops);
    case 'ObjectProperty': {
      const pattern = parent.parent;
      if (key !== 'value' || pattern?.node.type !== 'ObjectPattern') return [];
      const name = nameOfKey(node.key, node.computed, scope, keyOf);
      return name === null ? [] : membersUnder(received(pattern, keyOf, hops), name, keyOf, hops);
    }
    default:
      return [];
  }
}

/** The elements of the list that a loop runs over, when `head` is its head. */
function elementsOfLoop(head: Site | null, keyOf: KeyOf, hops: number): Located[] {
  const loop = head?.parent;
  if (head?.key !== 'left' || loop?.node.type !== 'ForOfStatement') return [];
  return literalsOf({ node: loop.node.right, scope: loop.scope }, keyOf, hops).flatMap(({ node, scope }) =>
    node.type === 'ArrayExpression'
      ? node.elements.slice(0, MAX_SOURCES).flatMap((element) => (element === null ? [] : [{ node: element, scope }]))
      : [],
  );
}

/** What a member expression may stand for, when what it is a member of is a literal. */
export function membersOf({ node, scope }: Located, keyOf: KeyOf, hops = MAX_HOPS): Located[] {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return [];
  const key = nameOfKey(node.property, node.computed, scope, keyOf);
  return key === null ? [] : membersUnder([{ node: node.object, scope }], key, keyOf, hops);
}

function membersUnder(objects: readonly Located[], key: string | number, keyOf: KeyOf, hops: number): Located[] {
  return objects
    .flatMap((object) => literalsOf(object, keyOf, hops - 1))
    .flatMap((literal) => memberOf(literal, key, keyOf) ?? []);
}

/** The object and array literals that an expression stands for, followed through names and members. */
function literalsOf({ node, scope }: Located, keyOf: KeyOf, hops = MAX_HOPS): Located[] {
  spend(2);
  if (hops <= 0) return [];
  switch (node.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
      return [{ node, scope }];
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return literalsOf({ node: node.expression, scope }, keyOf, hops);
    case 'Identifier': {
      const binding = lookup(scope, node.name);
      if (binding === null) return [];
      return sourcesOf(binding, keyOf, hops - 1).flatMap((source) => literalsOf(source, keyOf, hops - 1));
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return membersOf({ node, scope }, keyOf, hops).flatMap((member) => literalsOf(member, keyOf, hops - 1));
    case 'CallExpression':
      return isFreeze(node.callee) && node.arguments[0] !== undefined
        ? literalsOf({ node: node.arguments[0], scope }, keyOf, hops - 1)
        : [];
    default:
      return [];
  }
}

function isFreeze(callee: Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'freeze'
  );
}

/** What stands under `key` in a literal, or null when it is not to be seen. */
function memberOf({ node, scope }: Located, key: string | number, keyOf: KeyOf): Located | null {
  if (node.type === 'ArrayExpression') {
    const before = node.elements.slice(0, Number(key) + 1);
    spend(before.length);
    const element = before[Number(key)];
    if (element == null || before.some((one) => one?.type === 'SpreadElement')) return null;
    return { node: element, scope };
  }
  if (node.type !== 'ObjectExpression') return null;
  spend(node.properties.length);
  const found = node.properties.findLast(
    (one) => one.type === 'ObjectProperty' && nameOfKey(one.key, one.computed, scope, keyOf) === String(key),
  );
  return found?.type === 'ObjectProperty' ? { node: found.value, scope } : null;
}

function nameOfKey(key: Node, isComputed: boolean | undefined, scope: Scope, keyOf: KeyOf): string | number | null {
  if (isComputed === true) return keyOf(key, scope);
  if (key.type === 'Identifier') return key.name;
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : null;
}

/** Methods that change the array they are called on. */
const CHANGING = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin']);

/** Whether a constant array or object keeps what it was written with: it is only read, and handed to nobody. */
export function isUnchanged(binding: Binding): boolean {
  return binding.references.every(({ parent, key }) => {
    spend(1);
    if (parent?.node.type === 'SpreadElement' || (parent?.node.type === 'ForOfStatement' && key === 'right'))
      return true;
    if (parent?.node.type !== 'MemberExpression' && parent?.node.type !== 'OptionalMemberExpression') return false;
    if (key !== 'object' || parent.role === 'target' || isDeleted(parent)) return false;
    const { property, computed } = parent.node;
    return computed === true || (property.type === 'Identifier' && !CHANGING.has(property.name));
  });
}

function isDeleted({ parent }: Site): boolean {
  return parent?.node.type === 'UnaryExpression' && parent.node.operator === 'delete';
}
