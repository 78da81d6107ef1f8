import type { Identifier, Node } from '@babel/types';
import { isMember, memberKey, propertyKey } from './property.ts';
import type { Binding, Site } from './site.ts';
import { type SiteIndex, siteOf } from './site-index.ts';

/** What becomes of a value in one place. */
export type Use =
  | { readonly kind: 'call' | 'new' | 'extends' | 'compare' | 'test' | 'flow' | 'write'; readonly site: Site }
  | { readonly kind: 'member'; readonly site: Site; readonly name: string | null; readonly assembled: boolean }
  | { readonly kind: 'argument'; readonly site: Site; readonly callee: Node };

const MAX_STEPS = 200;

/**
 * Where the value made at `start` goes: through wrappers, conditionals and variables, up to the places that do
 * something with it. Bounded; when the bound is reached the rest is left out.
 */
export function usesOf(start: Site, index: SiteIndex): Use[] {
  const uses: Use[] = [];
  const seen = new Set<Site | Binding>();
  const work: Site[] = [start];
  for (let site = work.pop(); site !== undefined && seen.size < MAX_STEPS; site = work.pop()) {
    if (seen.has(site)) continue;
    seen.add(site);
    follow(site, uses, work, seen, index);
  }
  return uses;
}

/** What becomes of the value that a pattern binds. */
export function usesOfPattern(pattern: Site, index: SiteIndex): Use[] {
  const uses: Use[] = [];
  const seen = new Set<Site | Binding>();
  const work: Site[] = [];
  bindPattern(pattern, uses, work, seen, index);
  for (let site = work.pop(); site !== undefined && seen.size < MAX_STEPS; site = work.pop()) {
    if (seen.has(site)) continue;
    seen.add(site);
    follow(site, uses, work, seen, index);
  }
  return uses;
}

function follow(site: Site, uses: Use[], work: Site[], seen: Set<Site | Binding>, index: SiteIndex): void {
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
      if (key === 'init') bindPattern(siteOf(index, node.id), uses, work, seen, index);
      return;
    case 'AssignmentPattern':
      if (key === 'right') bindPattern(siteOf(index, node.left), uses, work, seen, index);
      return;
    case 'AssignmentExpression':
      if (key === 'left') return;
      bindPattern(siteOf(index, node.left), uses, work, seen, index);
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

function bindPattern(
  pattern: Site | null,
  uses: Use[],
  work: Site[],
  seen: Set<Site | Binding>,
  index: SiteIndex,
): void {
  if (pattern === null) return;
  const { node } = pattern;
  if (node.type === 'Identifier') {
    followBinding((pattern as Site<Identifier>).binding, work, seen);
  } else if (node.type === 'AssignmentPattern') {
    bindPattern(siteOf(index, node.left), uses, work, seen, index);
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
  for (const reference of binding.references) if (reference.role === 'value') work.push(reference);
}
