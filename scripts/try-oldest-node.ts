/**
 * Runs what the tarballs contain on Node 20: the quick start, each package that is of use alone, the commands, and the
 * honest scripts. The packages promise Babel's engines and no more, but nothing may break there without need.
 *
 * Nothing is resolved or downloaded: the unpacked tarballs see what the lockfile has put beside each package, and of
 * that only what their own package.json names. `try-tarballs` asks the registry, as a consumer's npm does.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ALONE, honestScripts, QUICK_START } from './consumer-programs.ts';
import { machineNode, nodeBinary } from './node-binary.ts';
import { type PackedPackage, packPackages, root, run } from './public-packages.ts';

const OLDEST = '20';

const node = await oldestNode();
if (node === undefined) {
  console.log(`Node ${OLDEST} is not on this machine and could not be fetched: nothing was run on it`);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'enclave-oldest-'));
  try {
    await link(await packPackages(folder), folder);
    const corpus = pathToFileURL(`${join(root, 'conformance/corpus')}/`).href;
    const programs = { 'quick start': QUICK_START, ...ALONE, 'honest scripts': honestScripts(corpus) };
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(join(folder, 'main.js'), text);
      show(node, name, ['main.js'], folder);
    }
    await writeFile(join(folder, 'script.js'), 'return [1, 2].map((n) => n * 2);\n');
    show(node, 'enclave run', ['node_modules/@enclave-vm/cli/dist/main.js', 'run', 'script.js'], folder);
    show(node, 'ast-guard', ['node_modules/ast-guard/dist/cli.js', 'script.js'], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function oldestNode(): Promise<string | undefined> {
  const machine = await machineNode();
  const { stdout } = await run(machine, ['--version']);
  return stdout.startsWith(`v${OLDEST}.`) ? machine : nodeBinary(OLDEST).catch(() => undefined);
}

/** As pnpm lays packages out: each in a folder of its own, beside links to what it depends on. */
async function link(packages: readonly PackedPackage[], folder: string): Promise<void> {
  const home = (name: string): string => join(folder, 'packages', name.replace('/', '+'), 'node_modules');
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  for (const { name, folder: source, tarball } of packages) {
    const unpacked = join(home(name), name);
    await mkdir(unpacked, { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
    await linkTo(unpacked, join(folder, 'node_modules', name));
    const { dependencies = {} } = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8'));
    for (const dependency of Object.keys(dependencies)) {
      const isOurs = packages.some((one) => one.name === dependency);
      const target = isOurs ? join(home(dependency), dependency) : join(source, 'node_modules', dependency);
      await linkTo(isOurs ? target : await realpath(target), join(home(name), dependency));
    }
  }
}

async function linkTo(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path, 'junction');
}

function show(binary: string, name: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(binary, args, { cwd, encoding: 'utf8', timeout: 120_000 });
  console.log(`Node ${OLDEST}, ${name}: ${stdout.trim().replaceAll('\n', ' | ')}`);
  if (status === 0) return;
  console.error(stderr);
  process.exitCode = 1;
}
