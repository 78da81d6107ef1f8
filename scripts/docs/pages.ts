import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../public-packages.ts';

const PAGES = ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/README.md', 'examples/*/README.md'];

/** Every page that a reader may copy code from. */
export async function allPages(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(PAGES, { cwd: root })) files.push(join(root, file));
  return files.sort();
}
