import { parse } from '@babel/parser';
import type { ExportDefaultDeclaration, File, ImportDeclaration, Node } from '@babel/types';
import type { Language } from '../parse.ts';
import { startInBrackets } from '../start-in-brackets.ts';
import { blank } from './blank.ts';
import { functionsOf, isFunction, mentionsOf, returnsAtTop } from './functions.ts';
import type { Repair } from './repair.ts';

/** A stretch of the source, and what stands there instead, no longer than it was. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly repair: Omit<Repair, 'line'>;
}

/**
 * Makes a script of a program that is written as a module with one thing to run: its default export, or the only function
 * that it exports. Exported and imported types mean nothing to a script and go as well. What else is imported or exported,
 * or a `return` beside it, means something that nobody here can know, and stays for the parser to refuse.
 */
export function unwrapExports(source: string): { source: string; repairs: Repair[] } {
  const file = /\b(?:ex|im)port\b/.test(source) ? parseModule(source) : undefined;
  const nodes = file?.program.body.filter((node) => /^(?:Export|Import)/.test(node.type)) ?? [];
  const entry = file && !returnsAtTop(file) ? entryOf(file, nodes) : undefined;
  const repairs = new Map<string, Repair>();
  let text = source;
  for (const node of nodes) {
    const edit = typeEdit(source, node) ?? (entry && valueEdit(source, node, entry));
    if (edit === undefined) return { source, repairs: [] };
    text = text.slice(0, edit.start) + edit.text.padEnd(edit.end - edit.start) + text.slice(edit.end);
    const { kind } = edit.repair;
    if (!repairs.has(kind)) repairs.set(kind, { ...edit.repair, line: node.loc?.start.line ?? 1 });
  }
  if (file && entry?.name !== undefined && entry.name !== 'main' && mentionsOf(file, entry.name) === entry.mentions) {
    text += `\nreturn await ${entry.name}();`;
    const message = `${entry.name}() was called, since nothing else calls it.`;
    repairs.set('called-main', { kind: 'called-main', message, line: entry.node.loc?.start.line ?? 1 });
  }
  return { source: text, repairs: [...repairs.values()] };
}

/** A module in either language, or nothing when it is none. */
function parseModule(source: string): File | undefined {
  for (const language of ['js', 'ts'] satisfies Language[]) {
    try {
      return parse(source, {
        sourceType: 'module',
        allowReturnOutsideFunction: true,
        attachComment: false,
        plugins: language === 'ts' ? ['typescript'] : [],
      }) as File;
    } catch {
      // The parse that counts says what is wrong.
    }
  }
  return undefined;
}

/** What a module is run by. */
interface Entry {
  readonly node: Node;
  /** Name of the function, if it has one. */
  readonly name?: string;
  /** How often the name stands there when nothing calls it. */
  readonly mentions?: number;
}

function entryOf(file: File, nodes: readonly Node[]): Entry | undefined {
  const [byDefault, second] = nodes.filter((node) => node.type === 'ExportDefaultDeclaration');
  if (second !== undefined) return undefined;
  if (byDefault !== undefined) return defaultEntry(file, byDefault);
  const functions = nodes.flatMap((node) => exportedFunctions(file, node));
  return functions.length === 1 ? functions[0] : undefined;
}

function defaultEntry(file: File, node: ExportDefaultDeclaration): Entry {
  const { declaration } = node;
  if (declaration.type === 'FunctionDeclaration' && declaration.id) {
    return { node, name: declaration.id.name, mentions: 1 };
  }
  if (isFunction(declaration)) {
    return { node, name: FREE_NAMES.find((name) => mentionsOf(file, name) === 0) ?? 'main', mentions: 0 };
  }
  const isName = declaration.type === 'Identifier' && declares(file, declaration.name);
  return isName ? { node, name: declaration.name, mentions: 2 } : { node };
}

/** What a function that is exported without a name may be called: `const main =` takes no more room than the export did. */
const FREE_NAMES = ['main', 'work', 'task', 'body'];

function exportedFunctions(file: File, node: Node): Entry[] {
  if (node.type !== 'ExportNamedDeclaration' || node.source) return [];
  if (node.declaration) return functionsOf(node.declaration).map(([name]) => ({ node, name, mentions: 1 }));
  return node.specifiers.flatMap((specifier) => {
    if (specifier.type !== 'ExportSpecifier') return [];
    const { local, exported } = specifier;
    if (local.type !== 'Identifier' || !declares(file, local.name)) return [];
    return [
      { node, name: local.name, mentions: exported.type === 'Identifier' && exported.name === local.name ? 3 : 2 },
    ];
  });
}

function declares(file: File, name: string): boolean {
  return file.program.body.flatMap(functionsOf).some(([declared]) => declared === name);
}

/** For what the types of a program alone are exported or imported by. */
function typeEdit(source: string, node: Node): Edit | undefined {
  if (node.type === 'ImportDeclaration' && importsTypes(node)) {
    return whole(source, node, {
      kind: 'type-import',
      message: 'The import of a type was left out: types are not checked.',
    });
  }
  if (node.type !== 'ExportNamedDeclaration' || node.source) return undefined;
  // `export {}` only tells TypeScript that the file is a module.
  const isEmpty = !node.declaration && node.specifiers.length === 0;
  if (node.exportKind !== 'type' && !isEmpty) return undefined;
  return node.declaration ? keyword(source, node, node.declaration) : whole(source, node, EXPORT_KEYWORD);
}

/** `import type { A } from` or `import { type A } from`. */
function importsTypes({ importKind, specifiers }: ImportDeclaration): boolean {
  if (importKind === 'type') return true;
  return (
    specifiers.length > 0 && specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
  );
}

function valueEdit(source: string, node: Node, entry: Entry): Edit | undefined {
  if (node.type === 'ExportDefaultDeclaration') return defaultEdit(source, node, entry);
  if (node.type !== 'ExportNamedDeclaration' || node.source) return undefined;
  return node.declaration ? keyword(source, node, node.declaration) : whole(source, node, EXPORT_KEYWORD);
}

function defaultEdit(source: string, node: ExportDefaultDeclaration, { name }: Entry): Edit {
  const { declaration } = node;
  const repair = {
    kind: 'export-default',
    message: '"export default" was taken off: a script returns its value.',
  } as const;
  if (declaration.type === 'Identifier' && name !== undefined) return whole(source, node, repair);
  return { start: node.start as number, end: startInBrackets(declaration), text: opening(declaration, name), repair };
}

const EXPORT_KEYWORD = {
  kind: 'export-keyword',
  message: '"export" was taken off: nothing can import a script.',
} as const;

function keyword(source: string, node: Node, declaration: Node): Edit {
  const [start, end] = [node.start as number, declaration.start as number];
  return { start, end, text: blank(source.slice(start, end)), repair: EXPORT_KEYWORD };
}

function whole(source: string, node: Node, repair: Edit['repair']): Edit {
  const [start, end] = [node.start as number, node.end as number];
  return { start, end, text: blank(source.slice(start, end)), repair };
}

/** What stands in place of `export default`, which is never shorter. */
function opening(declaration: Node, name: string | undefined): string {
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    return declaration.id ? '' : `const ${name ?? 'main'} =`;
  }
  return isFunction(declaration) ? `const ${name} =` : 'return';
}
