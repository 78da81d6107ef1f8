/**
 * Validates the GitHub workflows, and that each action that is not ours is pinned to a commit: a tag can be moved.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './public-packages.ts';

const folder = join(root, '.github/workflows');
const PINNED = /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const problems: string[] = [];

for (const file of (await readdir(folder)).sort()) {
  const path = join(folder, file);
  await run('action-validator', [path]).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    problems.push(`${file}: ${stdout}${stderr}`);
  });
  for (const [, action = ''] of (await readFile(path, 'utf8')).matchAll(/^\s*(?:- )?uses: (.+)$/gm)) {
    if (!PINNED.test(action)) problems.push(`${file}: ${action} is not pinned as owner/name@<commit> # v1.2.3`);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
