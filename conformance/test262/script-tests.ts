import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

const SUITE = join('test', 'language', '{statements,expressions}');

/** The checkout that a folder belongs to, which has the harness: the folder itself or one above it. */
export function rootOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'harness', 'assert.js'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Paths of the test files in `folder`, in order; of those for statements and expressions, where it holds both. */
export async function scriptTests(root: string, folder = root): Promise<string[]> {
  const inside = relative(root, resolve(folder));
  const isAbove = ['', 'test', join('test', 'language')].includes(inside);
  const files: string[] = [];
  for await (const file of glob(`${isAbove ? SUITE : inside}/**/*.js`, { cwd: root })) {
    if (!file.includes('_FIXTURE')) files.push(file.split(sep).join('/'));
  }
  return files.sort();
}
