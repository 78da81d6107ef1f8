import type { Identifier, Node } from '@babel/types';
import type { Access } from './access.ts';
import { isMember, memberKey, propertyKey } from './property.ts';
import { type Binding, childOf, type Site, type Tree } from './site.ts';
import { spend } from './work.ts';

/** What becomes of a value in one place. */
export type Use =
  | { readonly kind: 'call' | 'new' | 'extends' | 'compare' | 'test' | 'flow' | 'write'; readonly site: Site }
  | { readonly kind: 'member'; readonly site: Site; readonly name: string | null; readonly assembled: boolean }
  | { readonly kind: 'argument'; readonly site: Site; readonly callee: Node };

const MAX_STEPS = 200;

/** Where a property goes once it is read: through wrappers, conditionals and variables, up to what is done with it. */
export function usesOfAccess({ site, destructured }: Access, tree: Tree): Use[] {
  return trace(destructured ? childOf(tree, site, 'value') : site, destructured, tree);
}

/** Where the value made at `start` goes. What an `await` makes of it is followed too: it may be the same value. */
export function usesOf(start: Site, tree: Tree): Use[] {
  return trace(start, false, tree);
}

/** Where a promise goes, as a promise: up to where it is awaited. */
export function usesOfPromise(start: Site, tree: Tree): Use[] {
  return trace(start, false, tree, true);
}

/** Bounded; when the bound is reached the rest is left out. */
function trace(start: Site | null, isPattern: boolean, tree: Tree, untilAwait = false): Use[] {
  const uses: Use[] = [];
  const seen = new Set<Site | Binding>();
  const work: Site[] = [];
  if (isPattern) bindPattern(start, uses, work, seen, tree);
  else if (start !== null) work.push(start);
  for (let site = work.pop(); site !== undefined && seen.size < MAX_STEPS; site = work.pop()) {
    if (seen.has(site) || (untilAwait && site.node.type === 'AwaitExpression')) continue;
    seen.add(site);
    spend(10);
    follow(site, uses, work, seen, tree);
  }
  return uses;
}

function follow(site: Site, uses: Use[], work: Site[], seen: Set<Site | Binding>, tree: Tree): void {
  const { parent, key } = site;
  if (parent === null) return;
  const { node } = parent;
  if (site.role === 'target' && site.node.type !== 'Identifier') uses.push({ kind: 'write', site });
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      work.push(parent);
      return;
    case 'SequenceExpression':
      if (site.index === node.expressions.length - 1) work.push(parent);
      return;
    case 'ConditionalExpression':
      if (key === 'test') uses.push({ kind: 'test', site: parent });
      else work.push(parent);
      return;
    case 'LogicalExpression':
      if (key === 'left' && node.operator === '&&') uses.push({ kind: 'test', site: parent });
      else work.push(parent);
      return;
    case 'VariableDeclarator':
      if (key === 'init') bindPattern(childOf(tree, parent, 'id'), uses, work, seen, tree);
      return;
    case 'AssignmentPattern':
      if (key === 'right') bindPattern(childOf(tree, parent, 'left'), uses, work, seen, tree);
      return;
    case 'AssignmentExpression':
      if (key === 'left') return;
      bindPattern(childOf(tree, parent, 'left'), uses, work, seen, tree);
      work.push(parent);
      return;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      if (key === 'object') uses.push({ kind: 'member', site: parent, ...memberKey(parent) });
      return;
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (key === 'callee') uses.push({ kind: 'call', site: parent });
      else uses.push({ kind: 'argument', site: parent, callee: node.callee });
      return;
    case 'NewExpression':
      if (key === 'callee') uses.push({ kind: 'new', site: parent });
      else uses.push({ kind: 'argument', site: parent, callee: node.callee });
      return;
    case 'TaggedTemplateExpression':
      uses.push({ kind: key === 'tag' ? 'call' : 'flow', site: parent });
      return;
    case 'ClassDeclaration':
    case 'ClassExpression':
      uses.push({ kind: key === 'superClass' ? 'extends' : 'flow', site: parent });
      return;
    case 'BinaryExpression':
      uses.push({ kind: 'compare', site: parent });
      return;
    case 'UnaryExpression':
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
    case 'ExpressionStatement':
      uses.push({ kind: 'test', site: parent });
      return;
    default:
      uses.push({ kind: 'flow', site: parent });
  }
}

function bindPattern(pattern: Site | null, uses: Use[], work: Site[], seen: Set<Site | Binding>, tree: Tree): void {
  if (pattern === null) return;
  const { node } = pattern;
  if (node.type === 'Identifier') {
    followBinding((pattern as Site<Identifier>).binding, work, seen);
  } else if (node.type === 'AssignmentPattern') {
    bindPattern(childOf(tree, pattern, 'left'), uses, work, seen, tree);
  } else if (node.type === 'ObjectPattern') {
    for (const property of node.properties) {
      if (property.type === 'RestElement') continue;
      uses.push({ kind: 'member', site: pattern, ...propertyKey(property, pattern.scope) });
    }
  } else if (isMember(node)) {
    uses.push({ kind: 'flow', site: pattern });
  }
}

function followBinding(binding: Binding | null, work: Site[], seen: Set<Site | Binding>): void {
  if (binding === null || seen.has(binding)) return;
  seen.add(binding);
  for (const reference of binding.references) {
    spend(1);
    if (reference.role !== 'value') continue;
    if (work.push(reference) > MAX_STEPS) return;
  }
}
