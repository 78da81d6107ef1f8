import type { ClassMethod, Node } from '@babel/types';
import type { Plugin, PluginContext } from '../plugin.ts';
import { skipTrivia } from '../trivia.ts';
import { lowerEnum } from '../types/lower-enum.ts';
import { type Handler, SKIP } from '../walk.ts';

const ERASED_STATEMENTS = ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSDeclareFunction'] as const;
const ERASED_MEMBERS = ['TSDeclareMethod', 'TSIndexSignature'] as const;
const MEMBERS = ['ClassMethod', 'ClassPrivateMethod', 'ClassProperty', 'ClassPrivateProperty', 'ClassAccessorProperty'];
const STATEMENTS_ENDED_BY_SEMICOLON = [
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
  'ClassProperty',
  'ClassPrivateProperty',
  'ClassAccessorProperty',
];
const TYPE_MODIFIERS = new Set(['public', 'protected', 'private', 'readonly', 'override', 'abstract', 'declare']);

/**
 * Turns TypeScript into JavaScript by writing spaces over the types, so that line and column of everything else stay.
 * JavaScript passes through as it is. Parameter properties become fields and assignments, enums become objects; namespaces
 * and `import x = ...` are refused.
 *
 * ```ts
 * const sum = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) as number;
 * const sum = (xs          )         => xs.reduce((a, b) => a + b, 0)          ;
 * ```
 */
export function stripTypes(): Plugin {
  return {
    name: 'strip-types',
    start(context) {
      if (context.language === 'js') return { visit: {} };
      return { visit: eraser(context), produces: 'js' };
    },
  };
}

function isFirstParameter(node: Node, parent: Node | undefined): boolean {
  return parent !== undefined && 'params' in parent && Array.isArray(parent.params) && parent.params[0] === node;
}

function eraser(context: PluginContext): Record<string, Handler> {
  const { splice, source, refuse } = context;
  /** Ends of statements that a line break ends: if a type stood last there, the next line could otherwise join them. */
  const openEnds = new Set<number>();
  /** Types that an expression erases itself. */
  const erasedTypes = new WeakSet<Node>();

  const blank = (start: number, end: number, keepLines = true): void => {
    const text = source.slice(start, end).replace(keepLines ? /[^\r\n\u2028\u2029]/g : /[\s\S]/g, ' ');
    splice.replace(start, end, text);
    if (openEnds.delete(end)) splice.after(end, ';');
  };
  /** A statement may stand before or after the gap without a semicolon of its own. */
  const eraseWhole: Handler = (node) => {
    const [start, end] = rangeOf(node);
    splice.replace(start, end, `;${source.slice(start + 1, end).replace(/[^\r\n\u2028\u2029]/g, ' ')}`);
    return SKIP;
  };
  const eraseDeclared: Handler = (node, ancestors) =>
    (node as { declare?: boolean | null }).declare ? eraseWhole(node, ancestors) : undefined;
  const eraseType: Handler = (node, ancestors) => {
    if (ancestors.some((ancestor) => erasedTypes.has(ancestor))) return SKIP;
    const [start, end] = rangeOf(node);
    const parent = ancestors.at(-1);
    // A line break may stand neither between an arrow function's parameters and its arrow, nor behind `async`.
    blank(start, end, parent?.type !== 'ArrowFunctionExpression');
    return SKIP;
  };
  const eraseSuffix =
    (keywords: readonly string[]): Handler =>
    (node) => {
      const { expression, typeAnnotation } = node as Node & { expression: Node; typeAnnotation?: Node };
      if (typeAnnotation) erasedTypes.add(typeAnnotation);
      let at = skipTrivia(source, rangeOf(expression)[1]);
      while (source[at] === ')') at = skipTrivia(source, at + 1);
      if (!keywords.some((keyword) => source.startsWith(keyword, at))) at = rangeOf(node)[1] - 1;
      blank(at, rangeOf(node)[1]);
      return undefined;
    };
  /** Blanks `?` or `!` if that is the next token. */
  const eraseMark = (offset: number): void => {
    const at = skipTrivia(source, offset);
    if (source[at] === '?' || source[at] === '!') blank(at, at + 1);
  };
  const eraseMember: Handler = (node, ancestors) => {
    const member = node as Node & {
      key: Node;
      computed?: boolean;
      abstract?: boolean;
      optional?: boolean;
      definite?: boolean;
    };
    if (member.abstract || (node as { declare?: boolean }).declare) return eraseWhole(node, ancestors);
    const keyStart = rangeOf(member.key)[0];
    let at = rangeOf(node)[0];
    let first = true;
    for (;;) {
      const word = /[a-z]+/y;
      word.lastIndex = at;
      const modifier = word.exec(source)?.[0];
      if (at >= keyStart || modifier === undefined) break;
      const end = at + modifier.length;
      if (TYPE_MODIFIERS.has(modifier)) {
        const rest = skipTrivia(source, end);
        // Without its modifier, `[key]` or `*items()` would join an unfinished line above.
        const joins = first && (source[rest] === '[' || source[rest] === '*');
        splice.replace(at, end, `${joins ? ';' : ' '}${' '.repeat(modifier.length - 1)}`);
      } else first = false;
      at = skipTrivia(source, end);
    }
    if (member.optional || member.definite) {
      const keyEnd = rangeOf(member.key)[1];
      eraseMark(member.computed ? skipTrivia(source, keyEnd) + 1 : keyEnd);
    }
    return undefined;
  };
  const refuseGenerated =
    (message: string, hint: string): Handler =>
    (node, ancestors) => {
      if ((node as { declare?: boolean }).declare || (node as { kind?: string }).kind === 'global') {
        return eraseWhole(node, ancestors);
      }
      return refuse(node, 'UNSUPPORTED_TYPESCRIPT', message, hint);
    };
  const noteEnd: Handler = (node, ancestors) => {
    const parent = ancestors.at(-1)?.type ?? '';
    const inLoopHead = node.type === 'VariableDeclaration' && /^For/.test(parent);
    const end = rangeOf(node)[1];
    if (!inLoopHead && source[end - 1] !== ';') openEnds.add(end);
    return undefined;
  };
  const visit = new Map<string, Handler[]>();
  const on = (types: readonly string[], handler: Handler): void => {
    for (const type of types) visit.set(type, [...(visit.get(type) ?? []), handler]);
  };

  on(ERASED_STATEMENTS, eraseWhole);
  on(ERASED_MEMBERS, eraseWhole);
  on(['VariableDeclaration', 'ClassDeclaration'], eraseDeclared);
  on(STATEMENTS_ENDED_BY_SEMICOLON, noteEnd);
  on(MEMBERS, eraseMember);
  on(['ClassMethod'], (node, ancestors) => {
    if (node.type === 'ClassMethod' && node.kind === 'constructor') assignParameterProperties(node, ancestors);
    return undefined;
  });
  on(['TSTypeAnnotation', 'TSTypeParameterDeclaration', 'TSTypeParameterInstantiation'], eraseType);
  on(['TSAsExpression'], eraseSuffix(['as']));
  on(['TSSatisfiesExpression'], eraseSuffix(['satisfies']));
  on(['TSNonNullExpression'], eraseSuffix(['!']));
  on(['TSTypeAssertion'], (node) => {
    const [start, end] = rangeOf(node);
    const { typeAnnotation } = node as Node & { typeAnnotation: Node };
    erasedTypes.add(typeAnnotation);
    const close = source.indexOf('>', skipTrivia(source, rangeOf(typeAnnotation)[1])) + 1;
    // Brackets, because what follows may not start a statement or an arrow function's body; no line break after `return`.
    splice.replace(start, close, `(${' '.repeat(close - start - 1)}`);
    splice.close(start, end, ')');
    return undefined;
  });
  on(['Identifier'], (node, ancestors) => {
    if (node.type !== 'Identifier') return undefined;
    const [start, end] = rangeOf(node);
    // Anywhere else it is the name of a property.
    if (node.name === 'this' && isFirstParameter(node, ancestors.at(-1))) {
      const next = skipTrivia(source, end);
      blank(start, source[next] === ',' ? next + 1 : end);
      return SKIP;
    }
    if (node.optional) eraseMark(endOfName(source, start));
    return undefined;
  });
  on(['VariableDeclarator'], (node) => {
    if (node.type === 'VariableDeclarator' && node.definite) eraseMark(endOfName(source, rangeOf(node)[0]));
    return undefined;
  });
  on(['TSParameterProperty'], (node) => {
    if (node.type === 'TSParameterProperty') blank(rangeOf(node)[0], rangeOf(node.parameter)[0]);
    return undefined;
  });
  on(['ClassDeclaration', 'ClassExpression'], (node) => {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
    const [start] = rangeOf(node);
    if ((node as { abstract?: boolean }).abstract) blank(start, start + 'abstract'.length);
    const list = node.implements ?? [];
    const last = list.at(-1);
    if (last) {
      for (const item of list) erasedTypes.add(item);
      const before = node.superTypeArguments ?? node.superClass ?? node.typeParameters ?? node.id;
      let at = skipTrivia(source, before ? rangeOf(before)[1] : start + 'class'.length);
      while (source[at] === ')') at = skipTrivia(source, at + 1);
      blank(at, rangeOf(last)[1]);
    }
    return undefined;
  });
  on(['TSEnumDeclaration'], (node, ancestors) => {
    if (node.type !== 'TSEnumDeclaration') return undefined;
    if (node.declare) return eraseWhole(node, ancestors);
    lowerEnum(node, context);
    return undefined;
  });
  on(
    ['TSModuleDeclaration'],
    refuseGenerated(
      'A namespace cannot be erased: it is code, not a type.',
      'Write a constant object, or plain functions.',
    ),
  );
  on(
    ['TSImportEqualsDeclaration', 'TSExportAssignment', 'TSNamespaceExportDeclaration'],
    refuseGenerated('TypeScript modules are not available here.', 'Write the script as one file.'),
  );
  return Object.fromEntries([...visit].map(([type, handlers]) => [type, chain(handlers)]));

  function assignParameterProperties(node: ClassMethod, ancestors: readonly Node[]): void {
    const names = node.params.flatMap((param) => {
      if ((param as Node).type !== 'TSParameterProperty') return [];
      const { parameter } = param as unknown as { parameter: Node };
      const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      return target.type === 'Identifier' ? [target.name] : [];
    });
    if (names.length === 0) return;
    const classBody = ancestors.at(-1) as Node;
    const owner = ancestors.at(-2) as Node & { superClass?: Node | null };
    splice.after(rangeOf(classBody)[0] + 1, names.map((name) => `${name};`).join(''));
    const assignments = names.map((name) => `this.${name}=${name};`).join('');
    if (!owner.superClass) {
      const directive = node.body.directives.at(-1);
      splice.after(directive ? rangeOf(directive)[1] : rangeOf(node.body)[0] + 1, `;${assignments}`);
      return;
    }
    const superCall = node.body.body.find(
      (statement) =>
        statement.type === 'ExpressionStatement' &&
        statement.expression.type === 'CallExpression' &&
        statement.expression.callee.type === 'Super',
    );
    if (superCall === undefined) {
      refuse(
        node,
        'UNSUPPORTED_TYPESCRIPT',
        'A constructor with parameter properties must call super() in a statement of its own.',
        'Declare the fields and assign them in the constructor.',
      );
      return;
    }
    splice.after(rangeOf(superCall)[1], `;${assignments}`);
  }
}

function chain(handlers: readonly Handler[]): Handler {
  return (node, ancestors) => {
    for (const handler of handlers) if (handler(node, ancestors) === SKIP) return SKIP;
    return undefined;
  };
}

function endOfName(source: string, start: number): number {
  const name = /(?:\p{ID_Continue}|[$]|\u200c|\u200d|\\u\{[^}]*\}|\\u[\da-f]{4})+/iuy;
  name.lastIndex = start;
  return start + (name.exec(source)?.[0].length ?? 0);
}

function rangeOf(node: Node): [start: number, end: number] {
  return [node.start as number, node.end as number];
}
