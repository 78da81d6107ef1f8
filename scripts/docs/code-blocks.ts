import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { root } from '../public-packages.ts';

/** One fenced block of a page. */
export interface CodeBlock {
  /** `docs/guides/tools.md:12` */
  readonly place: string;
  readonly page: string;
  readonly language: string;
  /** The words after the language: how the block is to be tried. */
  readonly words: readonly string[];
  readonly text: string;
}

/** All fenced blocks of a Markdown file, in order. */
export async function codeBlocks(file: string): Promise<CodeBlock[]> {
  const page = relative(root, file);
  const blocks: CodeBlock[] = [];
  const visit = (node: ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]) => {
    if (node.type === 'code') {
      const place = `${page}:${node.position?.start.line}`;
      blocks.push({ place, page, language: node.lang ?? '', words: node.meta?.split(' ') ?? [], text: node.value });
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(fromMarkdown(await readFile(file, 'utf8')));
  return blocks;
}

/** Folders whose blocks are tried by a test of the package that they belong to. */
export const TRIED_ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/errors': join(root, 'packages/core/src/error-pages.test.ts'),
  'docs/rules': join(root, 'packages/ast-guard/build/rule-docs.test.ts'),
};
