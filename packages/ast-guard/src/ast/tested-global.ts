import type { BinaryExpression, Node } from '@babel/types';
import { constantInit } from './evaluate.ts';
import { lookup, type Scope, type Site } from './site.ts';
import { spend } from './work.ts';

/** Tests that name each other are followed this far. */
const MAX_DEPTH = 10;

/**
 * Whether code at `site` only runs where a test has shown that the global `name` exists, as in
 * `typeof crypto !== 'undefined' ? crypto.randomUUID() : fallback`.
 */
export function isTestedGlobal(name: string, site: Site): boolean {
  for (let at = site; at.parent !== null; at = at.parent) {
    spend(1);
    const { node, scope } = at.parent;
    switch (node.type) {
      case 'LogicalExpression':
        if (at.key === 'right' && node.operator === '&&' && shows(node.left, true, name, scope)) return true;
        if (at.key === 'right' && node.operator === '||' && shows(node.left, false, name, scope)) return true;
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        if (at.key !== 'test' && shows(node.test, at.key === 'consequent', name, scope)) return true;
    }
  }
  return false;
}

/** Whether `name` exists when `test` comes out as `outcome`. */
function shows(test: Node, outcome: boolean, name: string, scope: Scope, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const shown = (node: Node, wanted: boolean) => shows(node, wanted, name, scope, depth + 1);
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && shown(test.argument, !outcome);
    case 'LogicalExpression':
      if (test.operator !== (outcome ? '&&' : '||')) return false;
      return shown(test.left, outcome) || shown(test.right, outcome);
    case 'BinaryExpression':
      return showsType(test, outcome, name);
    case 'Identifier': {
      const binding = lookup(scope, test.name);
      const init = binding === null ? null : constantInit(binding);
      return init !== null && shown(init, outcome);
    }
    default:
      return false;
  }
}

/** `typeof name` compared with a text: unequal to 'undefined', or equal to anything else. */
function showsType({ left, right, operator }: BinaryExpression, outcome: boolean, name: string): boolean {
  if (left.type !== 'UnaryExpression' || left.operator !== 'typeof' || right.type !== 'StringLiteral') return false;
  if (left.argument.type !== 'Identifier' || left.argument.name !== name) return false;
  const isEqual = operator === '===' || operator === '==';
  if (!isEqual && operator !== '!==' && operator !== '!=') return false;
  return (right.value === 'undefined') !== (isEqual === outcome);
}
