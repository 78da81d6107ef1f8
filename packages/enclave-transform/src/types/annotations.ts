import type { Identifier, Node } from '@babel/types';
import { WRAPPER } from '../splice.ts';
import { skipTrivia } from '../trivia.ts';
import { type Handler, SKIP } from '../walk.ts';
import { type Entry, type Eraser, rangeOf } from './erase.ts';

/** What types say of names, parameters and expressions. */
export function annotationHandlers(eraser: Eraser): Entry[] {
  const { source, blank, eraseMark, erasedTypes } = eraser;
  return [
    [
      ['TSTypeAnnotation', 'TSTypeParameterDeclaration', 'TSTypeParameterInstantiation'],
      (node, ancestors) => {
        if (ancestors.some((ancestor) => erasedTypes.has(ancestor))) return SKIP;
        const [start, end] = rangeOf(node);
        // A line break may stand neither between an arrow function's parameters and its arrow, nor behind `async`.
        blank(start, end, ancestors.at(-1)?.type !== 'ArrowFunctionExpression');
        return SKIP;
      },
    ],
    [['TSAsExpression'], suffixHandler('as', eraser)],
    [['TSSatisfiesExpression'], suffixHandler('satisfies', eraser)],
    [['TSNonNullExpression'], suffixHandler('!', eraser)],
    [
      ['TSTypeAssertion'],
      (node) => {
        eraseAssertion(node, eraser);
        return undefined;
      },
    ],
    [['Identifier'], (node, ancestors) => eraseFromName(node as Identifier, ancestors.at(-1), eraser)],
    [
      ['VariableDeclarator'],
      (node) => {
        if (node.type === 'VariableDeclarator' && node.definite) eraseMark(endOfName(source, rangeOf(node)[0]));
        return undefined;
      },
    ],
  ];
}

type Typed = Node & { readonly expression: Node; readonly typeAnnotation?: Node };

/** For what stands behind an expression, from `token` on. */
function suffixHandler(token: string, { source, blank, erasedTypes }: Eraser): Handler {
  return (node) => {
    const { expression, typeAnnotation } = node as Typed;
    if (typeAnnotation) erasedTypes.add(typeAnnotation);
    const end = rangeOf(node)[1];
    let at = skipTrivia(source, rangeOf(expression)[1]);
    while (source[at] === ')') at = skipTrivia(source, at + 1);
    blank(source.startsWith(token, at) ? at : end - 1, end);
    return undefined;
  };
}

/** `<T>value`, for which brackets stand: what follows may not start a statement or an arrow function's body. */
function eraseAssertion(node: Node, { source, splice, erasedTypes }: Eraser): void {
  const [start, end] = rangeOf(node);
  const { typeAnnotation } = node as Node & { typeAnnotation: Node };
  erasedTypes.add(typeAnnotation);
  const close = source.indexOf('>', skipTrivia(source, rangeOf(typeAnnotation)[1])) + 1;
  splice.open(start, end, '(', WRAPPER);
  // On one line: no line break may follow `return`.
  splice.replace(start, close, ' '.repeat(close - start - 1));
  splice.close(start, end, ')');
}

/** `name?` as a parameter, and a first parameter `this`, which is none. */
function eraseFromName(node: Identifier, parent: Node | undefined, eraser: Eraser): undefined | typeof SKIP {
  const { source, blank, eraseMark } = eraser;
  const [start, end] = rangeOf(node);
  // Anywhere else it is the name of a property.
  if (node.name === 'this' && isFirstParameter(node, parent)) {
    const next = skipTrivia(source, end);
    blank(start, source[next] === ',' ? next + 1 : end);
    return SKIP;
  }
  if (node.optional) eraseMark(endOfName(source, start));
  return undefined;
}

function isFirstParameter(node: Node, parent: Node | undefined): boolean {
  return parent !== undefined && 'params' in parent && Array.isArray(parent.params) && parent.params[0] === node;
}

function endOfName(source: string, start: number): number {
  const name = /(?:\p{ID_Continue}|[$]|\u200c|\u200d|\\u\{[^}]*\}|\\u[\da-f]{4})+/iuy;
  name.lastIndex = start;
  return start + (name.exec(source)?.[0].length ?? 0);
}
