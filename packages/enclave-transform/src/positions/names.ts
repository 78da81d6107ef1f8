import type { Node } from '@babel/types';

/** The name that a function carries in the source itself; what it is assigned to is its parent's to say. */
export function nameOfFunction(node: Node): string {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return node.id?.name ?? '';
  if (node.type === 'ObjectMethod' || node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') {
    const key = nameOfKey(node.key, 'computed' in node && node.computed === true);
    return node.kind === 'get' || node.kind === 'set' ? `${node.kind} ${key}` : key;
  }
  return '';
}

/** The name of a property as V8 writes it, empty when it is only known at run time. */
export function nameOfKey(key: Node, computed: boolean): string {
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : '';
}
