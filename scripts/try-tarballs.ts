/**
 * Installs the packed tarballs with plain `npm install` into empty folders and runs them there: the quick start on
 * the machine's own Node and on the supported majors, and each package alone. Proves that the published files are
 * complete, that no install script is needed, and that the packages do not lean on each other.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALONE, QUICK_START } from './consumer-programs.ts';
import { machineNode, nodeBinary } from './node-binary.ts';
import { type PackedPackage, packPackages, run } from './public-packages.ts';

const base = await mkdtemp(join(tmpdir(), 'enclave-tarballs-'));
process.once('exit', () => rmSync(base, { recursive: true, force: true }));
const packed = await packPackages(base);
const main = await install(packed);
const nodes = [await machineNode(), ...(await Promise.all(['22', '24', '26'].map(nodeBinary)))];
for (const node of nodes) await show(node, main, QUICK_START);

for (const pkg of packed) {
  const script = ALONE[pkg.name];
  if (!script) continue;
  const folder = await install([pkg]);
  for (const node of nodes) await show(node, folder, script);
  const siblings = (await installedNames(folder)).filter((name) => packed.some((p) => p.name === name && p !== pkg));
  if (siblings.length > 0) throw new Error(`${pkg.name} pulls ${siblings.join(', ')}`);
  if (pkg.name === 'enclave-vm' && (await installedNames(folder)).some((name) => name.startsWith('@babel/'))) {
    throw new Error('enclave-vm pulls Babel');
  }
}

async function install(packages: PackedPackage[]): Promise<string> {
  const folder = await mkdtemp(join(base, 'consumer-'));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--no-audit', '--no-fund', ...packages.map((pkg) => pkg.tarball)], { cwd: folder });
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  for (const [path, entry] of Object.entries<{ hasInstallScript?: boolean }>(lock.packages)) {
    if (entry.hasInstallScript) throw new Error(`${path} has an install script`);
  }
  return folder;
}

async function installedNames(folder: string): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  return Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ''));
}

async function show(node: string, folder: string, script: string): Promise<void> {
  await writeFile(join(folder, 'main.js'), script);
  const { stdout: version } = await run(node, ['--version']);
  const { stdout } = await run(node, ['main.js'], { cwd: folder, timeout: 60_000 });
  console.log(`${version.trim()}: ${stdout.trim().replaceAll('\n', ' | ')}`);
}
