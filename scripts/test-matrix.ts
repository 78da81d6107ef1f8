/** Runs the whole suite on each supported Node major, with the binary first on the PATH of everything it starts. */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { nodeBinary } from './node-binary.ts';
import { root } from './public-packages.ts';

const versions = process.argv.slice(2);
const failed: string[] = [];
for (const version of versions.length > 0 ? versions : ['22', '24', '26']) {
  const node = await nodeBinary(version);
  console.log(`\n== Node ${version}`);
  const { status } = spawnSync(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
  });
  if (status !== 0) failed.push(version);
}
console.log(failed.length === 0 ? 'every version passed' : `failed on Node ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
