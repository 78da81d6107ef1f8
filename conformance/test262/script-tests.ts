import { glob } from 'node:fs/promises';

/** Paths of the test files for statements and expressions, in order. */
export async function scriptTests(root: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('test/language/{statements,expressions}/**/*.js', { cwd: root })) {
    if (!file.includes('_FIXTURE')) files.push(file);
  }
  return files.sort();
}
