/**
 * Validates the GitHub workflows; that each action that is not ours is pinned to a commit, as a tag can be moved; and that
 * what they and `.ci/run` call is a script that there is.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './public-packages.ts';

const folder = join(root, '.github/workflows');
const PINNED = /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const OF_PNPM = ['install'];
const problems: string[] = [];

const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: object };

for (const file of (await readdir(folder)).sort()) {
  const path = join(folder, file);
  await run('action-validator', [path]).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    problems.push(`${file}: ${stdout}${stderr}`);
  });
  const text = await readFile(path, 'utf8');
  for (const [, action = ''] of text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)) {
    if (!PINNED.test(action)) problems.push(`${file}: ${action} is not pinned as owner/name@<commit> # v1.2.3`);
  }
  checkCalls(file, text);
}
checkCalls('.ci/run', await readFile(join(root, '.ci/run'), 'utf8'));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** What stands behind `pnpm@12`, or in the list of commands of a matrix. */
function checkCalls(file: string, text: string): void {
  const called = [...text.matchAll(/pnpm@12 ([a-z][\w:-]*)/g)].map(([, name]) => name);
  const listed = [...text.matchAll(/command:\s*\[([^\]]+)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/"([a-z][\w:-]*)/g)].map(([, name]) => name),
  );
  for (const name of [...called, ...listed] as string[]) {
    if (!(name in scripts) && !OF_PNPM.includes(name)) problems.push(`${file}: there is no script "${name}"`);
  }
}
