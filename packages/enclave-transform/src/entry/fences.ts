import { parseEither } from '../parse.ts';
import type { Repair } from './repair.ts';

const FENCE = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*$/;
const LANGUAGES = new Set([
  '',
  'js',
  'javascript',
  'mjs',
  'cjs',
  'jsx',
  'es6',
  'ts',
  'typescript',
  'mts',
  'cts',
  'tsx',
  'agentscript',
  'node',
]);

/**
 * Takes a program out of the markdown that a model wrapped it in. Every line but those of the first code block becomes
 * blank, so that lines and columns stay.
 */
export function unwrapFence(source: string): { source: string; repairs: Repair[] } {
  const lines = source.split('\n');
  const block = findBlock(lines);
  if (block === undefined) return { source, repairs: [] };
  const { open, close } = block;
  if (isInComment(source, lines.slice(0, open).join('\n').length + 1)) return { source, repairs: [] };
  const kept = lines.map((line, index) => (index > open && index < close ? line : ''));
  const message = 'The code was taken out of its markdown block.';
  return { source: kept.join('\n'), repairs: [{ kind: 'markdown-fence', message, line: open + 1 }] };
}

/** Lines of the fences around the first block of code. What the model did not finish runs to the end. */
function findBlock(lines: readonly string[]): { open: number; close: number } | undefined {
  for (let open = 0; open < lines.length; open++) {
    const [, fence, language] = FENCE.exec(lines[open] as string) ?? [];
    if (fence === undefined) continue;
    const length = lines.slice(open + 1).findIndex((line) => line.trim() === fence);
    const close = length === -1 ? lines.length : open + 1 + length;
    if (LANGUAGES.has((language as string).toLowerCase())) return { open, close };
    open = close;
  }
  return undefined;
}

/**
 * In a program, a line that starts with three backticks can only be part of a comment: in a template the first of them
 * would end it.
 */
function isInComment(source: string, offset: number): boolean {
  try {
    const { file } = parseEither(source, 'body');
    return (file.comments ?? []).some(({ start, end }) => Number(start) < offset && offset < Number(end));
  } catch {
    return false;
  }
}
