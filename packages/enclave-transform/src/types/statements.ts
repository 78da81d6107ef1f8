import type { Node } from '@babel/types';
import type { PluginContext } from '../plugin.ts';
import { type Handler, SKIP } from '../walk.ts';
import { type Entry, type Eraser, rangeOf } from './erase.ts';
import { lowerEnum } from './lower-enum.ts';
import { holdsTypesAlone, lowerNamespace } from './lower-namespace.ts';

/** Declarations of types, what is only declared, enums and namespaces, and the ends of statements. */
export function statementHandlers(eraser: Eraser, context: PluginContext): Entry[] {
  const eraseWhole: Handler = (node) => {
    eraser.eraseWhole(node);
    return SKIP;
  };
  const refuse =
    (message: string, hint: string): Handler =>
    (node) =>
      context.refuse(node, 'UNSUPPORTED_TYPESCRIPT', message, hint);
  return [
    [['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSDeclareFunction'], eraseWhole],
    [
      ['VariableDeclaration', 'ClassDeclaration', 'TSEnumDeclaration', 'TSModuleDeclaration'],
      (node, ancestors) => (isDeclared(node) ? eraseWhole(node, ancestors) : undefined),
    ],
    [
      ['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'ThrowStatement'],
      (node, ancestors) => {
        const isInLoopHead = node.type === 'VariableDeclaration' && /^For/.test(ancestors.at(-1)?.type ?? '');
        if (!isInLoopHead) eraser.noteEnd(rangeOf(node)[1]);
        return undefined;
      },
    ],
    [
      ['TSEnumDeclaration'],
      (node) => {
        if (node.type === 'TSEnumDeclaration') lowerEnum(node, context);
        return undefined;
      },
    ],
    [
      ['TSModuleDeclaration'],
      (node, ancestors) => {
        if (node.type !== 'TSModuleDeclaration') return undefined;
        if (holdsTypesAlone(node)) return eraseWhole(node, ancestors);
        lowerNamespace(node, ancestors, { context, eraser });
        return undefined;
      },
    ],
    [
      ['TSImportEqualsDeclaration', 'TSExportAssignment', 'TSNamespaceExportDeclaration'],
      refuse('TypeScript modules are not available here.', 'Write the script as one file.'),
    ],
  ];
}

/** With `declare`, or `declare global`, which Babel marks by its kind alone. */
function isDeclared(node: Node): boolean {
  const { declare, kind } = node as { declare?: boolean | null; kind?: unknown };
  return declare === true || kind === 'global';
}
