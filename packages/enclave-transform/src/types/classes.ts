import type { Class, Node } from '@babel/types';
import { skipTrivia } from '../trivia.ts';
import { SKIP } from '../walk.ts';
import { type Entry, type Eraser, rangeOf } from './erase.ts';
import { assignParameterProperties } from './parameter-properties.ts';

const FIELDS = ['ClassProperty', 'ClassPrivateProperty', 'ClassAccessorProperty'];

/** Classes, and what only types say of their members. */
export function classHandlers(eraser: Eraser): Entry[] {
  return [
    [
      ['TSDeclareMethod', 'TSIndexSignature'],
      (node) => {
        eraser.eraseWhole(node);
        return SKIP;
      },
    ],
    [
      FIELDS,
      (node) => {
        eraser.noteEnd(rangeOf(node)[1]);
        return undefined;
      },
    ],
    [['ClassMethod', 'ClassPrivateMethod', ...FIELDS], (node) => eraseFromMember(node as Member, eraser)],
    [
      ['ClassMethod'],
      (node, ancestors) => {
        if (node.type === 'ClassMethod' && node.kind === 'constructor') {
          assignParameterProperties(node, ancestors, eraser);
        }
        return undefined;
      },
    ],
    [
      ['TSParameterProperty'],
      (node) => {
        if (node.type === 'TSParameterProperty') eraser.blank(rangeOf(node)[0], rangeOf(node.parameter)[0]);
        return undefined;
      },
    ],
    [
      ['ClassDeclaration', 'ClassExpression'],
      (node) => {
        eraseFromHead(node as Class, eraser);
        return undefined;
      },
    ],
  ];
}

type Member = Node & {
  readonly key: Node;
  readonly computed?: boolean;
  readonly abstract?: boolean;
  readonly declare?: boolean;
  readonly optional?: boolean;
  readonly definite?: boolean;
};

/** `private readonly name?: string` keeps `name`; the type is erased where it stands. */
function eraseFromMember(node: Member, eraser: Eraser): undefined | typeof SKIP {
  if (node.abstract || node.declare) {
    eraser.eraseWhole(node);
    return SKIP;
  }
  const [keyStart, keyEnd] = rangeOf(node.key);
  eraseModifiers(rangeOf(node)[0], keyStart, eraser);
  if (node.optional || node.definite) {
    eraser.eraseMark(node.computed ? skipTrivia(eraser.source, keyEnd) + 1 : keyEnd);
  }
  return undefined;
}

const TYPE_MODIFIERS = new Set(['public', 'protected', 'private', 'readonly', 'override', 'abstract', 'declare']);

function eraseModifiers(start: number, keyStart: number, { source, splice }: Eraser): void {
  let isFirst = true;
  for (let at = start; at < keyStart; ) {
    const word = /[a-z]+/y;
    word.lastIndex = at;
    const modifier = word.exec(source)?.[0];
    if (modifier === undefined) return;
    const next = skipTrivia(source, at + modifier.length);
    if (TYPE_MODIFIERS.has(modifier)) {
      // Without its modifier, `[key]` or `*items()` would join an unfinished line above.
      const joins = isFirst && (source[next] === '[' || source[next] === '*');
      splice.replace(at, at + modifier.length, `${joins ? ';' : ' '}${' '.repeat(modifier.length - 1)}`);
    } else isFirst = false;
    at = next;
  }
}

/** `abstract` in front of a class, and all that it `implements`. */
function eraseFromHead(node: Class, { source, blank, erasedTypes }: Eraser): void {
  const [start] = rangeOf(node);
  if ('abstract' in node && node.abstract) blank(start, start + 'abstract'.length);
  const list = node.implements ?? [];
  const last = list.at(-1);
  if (last === undefined) return;
  for (const item of list) erasedTypes.add(item);
  const before = node.superTypeArguments ?? node.superClass ?? node.typeParameters ?? node.id;
  let at = skipTrivia(source, before ? rangeOf(before)[1] : start + 'class'.length);
  while (source[at] === ')') at = skipTrivia(source, at + 1);
  blank(at, rangeOf(last)[1]);
}
