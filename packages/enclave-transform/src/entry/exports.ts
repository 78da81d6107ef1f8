import { parse } from '@babel/parser';
import type { File, Node } from '@babel/types';
import type { Language } from '../parse.ts';
import type { Repair } from './repair.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Takes `export` and `export default` off, in place, so that what was written as a module runs as a body. A function
 * without a name that is the default becomes `main`; any other value becomes what the program returns.
 */
export function unwrapExports(source: string): { source: string; repairs: Repair[] } {
  const file = /\bexport\b/.test(source) ? parseModule(source) : undefined;
  if (file === undefined) return { source, repairs: [] };
  const edits: Edit[] = [];
  const repairs: Repair[] = [];
  for (const node of file.program.body) {
    const line = node.loc?.start.line ?? 1;
    const start = node.start as number;
    if (node.type === 'ExportDefaultDeclaration') {
      const end = startInBrackets(node.declaration);
      edits.push({ start, end, text: opening(node.declaration).padEnd(end - start) });
      repairs.push({ kind: 'export-default', message: '"export default" was taken off: a script returns its value.', line });
    } else if (node.type === 'ExportNamedDeclaration' && node.declaration) {
      const end = node.declaration.start as number;
      edits.push({ start, end, text: ' '.repeat(end - start) });
      repairs.push({ kind: 'export-keyword', message: '"export" was taken off: nothing can import a script.', line });
    } else if (node.type === 'ExportNamedDeclaration' && !node.source) {
      edits.push({ start, end: node.end as number, text: blank(source.slice(start, node.end as number)) });
      repairs.push({ kind: 'export-keyword', message: '"export" was taken off: nothing can import a script.', line });
    }
  }
  let result = source;
  for (const { start, end, text } of edits.reverse()) result = result.slice(0, start) + text + result.slice(end);
  return { source: result, repairs };
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
  return (node.extra?.['parenStart'] as number | undefined) ?? (node.start as number);
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}
