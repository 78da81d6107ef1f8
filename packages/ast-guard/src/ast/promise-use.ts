import type { Node } from '@babel/types';
import type { TextEdit } from '../rule.ts';
import type { Site } from './site.ts';
import { mayAwait } from './tool-call.ts';
import type { Use } from './uses.ts';

export const PROMISE_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** A promise is used as if it were what it will give: `property` reads a property that promises do not have. */
export interface Misuse {
  readonly kind: 'value' | 'property';
  readonly name: string;
  /** Present where adding `await` changes nothing else. */
  readonly fix: readonly TextEdit[] | undefined;
}

/** What is wrong with the ways in which the promise made at `at` is used, if anything is. */
export function misuseOf(at: Site, uses: readonly Use[]): Misuse | null {
  if (uses.some((use) => isUseOfValue(use, at))) {
    const fix = uses.every((use) => isUseOfValue(use, at)) ? addAwait(at) : undefined;
    return { kind: 'value', name: '', fix };
  }
  const read = uses.find(isReadOfResult);
  if (read?.kind !== 'member') return null;
  // Adding an await is only safe when nothing else treats the value as a promise.
  const fix = uses.every(isReadOfResult) && isPlainValue(at) ? addAwait(at) : undefined;
  return { kind: 'property', name: read.name ?? '', fix };
}

/** Whether a use reads a property that a promise does not have. */
export function isReadOfResult(use: Use): boolean {
  return use.kind === 'member' && use.name !== null && !PROMISE_METHODS.has(use.name);
}

/** Operators that make a text or a number of what they are given. */
const COUNTING = /^(?:[-+*/%]|\*\*|[<>]=?)$/;
const READERS = new Set(['stringify', 'keys', 'values', 'entries', 'String', 'Number']);

/** Where only the result makes sense: in a text, as a list to go through, or in a test of a promise that is always there. */
function isUseOfValue(use: Use, at: Site): boolean {
  const { site } = use;
  if (use.kind === 'flow') return site.node.type === 'TemplateLiteral' || isListOfLoop(use.site, at);
  if (use.kind === 'argument') return READERS.has(nameOfCallee(use.callee));
  if (use.kind === 'compare') return site.node.type === 'BinaryExpression' && COUNTING.test(site.node.operator);
  return use.kind === 'test' && site.node.type === 'IfStatement' && isAlwaysPromise(at);
}

function isListOfLoop({ node }: Site, at: Site): boolean {
  return node.type === 'ForOfStatement' && !node.await && isAlwaysPromise(at);
}

/** Nothing else can be there: the call itself, or a constant that holds it. */
function isAlwaysPromise({ parent, key }: Site): boolean {
  const type = parent?.node.type;
  const declaration = type === 'VariableDeclarator' && key === 'init' ? parent?.parent?.node : undefined;
  if (declaration?.type === 'VariableDeclaration') return declaration.kind === 'const';
  return type === 'IfStatement' || type === 'ForOfStatement';
}

export function nameOfCallee(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

function isPlainValue({ parent, key }: Site): boolean {
  const type = parent?.node.type;
  return (type === 'VariableDeclarator' && key === 'init') || (type === 'MemberExpression' && key === 'object');
}

/** Writes `await` before a call, in brackets where a property follows; nothing where it may not stand. */
export function addAwait(at: Site): readonly TextEdit[] | undefined {
  const { start, end } = at.node;
  if (start == null || end == null || !mayAwait(at)) return undefined;
  if (at.parent?.node.type !== 'MemberExpression') return [{ start, end: start, text: 'await ' }];
  return [
    { start, end: start, text: '(await ' },
    { start: end, end, text: ')' },
  ];
}
