import { parse } from '@babel/parser';
import type { File, Node } from '@babel/types';
import type { Language } from '../parse.ts';
import { declaresMain, returnsAtTop } from './main-function.ts';
import type { Repair } from './repair.ts';

/**
 * Takes the one `export default` of a program off, in place, and `export` in front of a function `main`. A default function
 * without a name becomes `main`; any other value becomes what the program returns. Anything else that is exported, or a
 * `return` beside it, means something that nobody here can know, and stays for the parser to refuse.
 */
export function unwrapExports(source: string): { source: string; repairs: Repair[] } {
  const unchanged = { source, repairs: [] };
  const file = /\bexport\b/.test(source) ? parseModule(source) : undefined;
  if (file === undefined) return unchanged;
  const exported = file.program.body.filter((node) => /^(?:Export|Import)/.test(node.type));
  const [node] = exported;
  if (node === undefined || exported.length > 1 || returnsAtTop(file)) return unchanged;
  const start = node.start as number;
  const line = node.loc?.start.line ?? 1;
  if (node.type === 'ExportDefaultDeclaration') {
    const end = startInBrackets(node.declaration);
    const text = opening(node.declaration).padEnd(end - start);
    const message = '"export default" was taken off: a script returns its value.';
    return {
      source: source.slice(0, start) + text + source.slice(end),
      repairs: [{ kind: 'export-default', message, line }],
    };
  }
  if (node.type === 'ExportNamedDeclaration' && node.declaration && declaresMain(node.declaration)) {
    const end = node.declaration.start as number;
    const message = '"export" was taken off: nothing can import a script.';
    return {
      source: source.slice(0, start) + ' '.repeat(end - start) + source.slice(end),
      repairs: [{ kind: 'export-keyword', message, line }],
    };
  }
  return unchanged;
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

/** What stands in place of `export default`, which is never shorter. */
function opening(declaration: Node): string {
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    return declaration.id ? '' : 'const main =';
  }
  return /^(?:Arrow)?FunctionExpression$/.test(declaration.type) ? 'const main =' : 'return';
}

function startInBrackets(node: Node): number {
  return (node.extra?.parenStart as number | undefined) ?? (node.start as number);
}
