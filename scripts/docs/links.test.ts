import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { root } from '../public-packages.ts';
import { allPages } from './pages.ts';

type Tree = ReturnType<typeof fromMarkdown>;

test('links within the repository lead somewhere', async () => {
  const broken: string[] = [];
  for (const page of await allPages()) {
    for (const target of linksOf(fromMarkdown(await readFile(page, 'utf8')))) {
      const path = target.replace(/#.*/, '');
      if (/^[a-z]+:/.test(target) || path === '') continue;
      if (!existsSync(join(dirname(page), path))) broken.push(`${relative(root, page)}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

function linksOf(node: Tree | Tree['children'][number]): string[] {
  const own = node.type === 'link' || node.type === 'image' || node.type === 'definition' ? [node.url] : [];
  return 'children' in node ? [...own, ...node.children.flatMap((child) => linksOf(child))] : own;
}
