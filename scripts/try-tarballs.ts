/**
 * Installs the packed tarballs with plain `npm install` into empty folders and runs them there: the quick start on
 * the machine's own Node and on the supported majors, and each package alone. Proves that the published files are
 * complete, that no install script is needed, and that the packages do not lean on each other.
 */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { nodeBinary } from './node-binary.ts';
import { type PackedPackage, packPackages, run } from './public-packages.ts';

const quickStart = `
import { Enclave } from '@enclave-vm/core';
const enclave = new Enclave({
  timeout: 5000, maxToolCalls: 50, maxIterations: 10000,
  toolHandler: async (toolName, args) => ({ items: [{ active: true }, { active: false }, { active: args.limit === 10 }] }),
});
const result = await enclave.run(\`
  const users = await callTool('users:list', { limit: 10 });
  return users.items.filter(u => u.active).length;
\`);
if (result.success) console.log(result.value, JSON.stringify(result.stats)); else console.error(result.error);
process.exitCode = result.success && result.value === 2 ? 0 : 1;
enclave.dispose();
`;

const alone: Record<string, string> = {
  'ast-guard': `
import { Validator, agentScript } from 'ast-guard';
const { valid, issues } = new Validator(agentScript({ level: 'STRICT' })).validate('eval("1")');
console.log(valid, issues[0].ruleId);
process.exitCode = valid ? 1 : 0;
`,
  'enclave-transform': `
import { loopLimits, transform } from 'enclave-transform';
const { code } = transform('for (;;) {}', { sourceType: 'script', plugins: [loopLimits({ max: 10 })] });
let ended = false;
try { (0, eval)(code); } catch { ended = true; }
console.log('endless loop ended:', ended);
process.exitCode = ended ? 0 : 1;
`,
  'enclave-vm': `
import { processRunner, resolveLimits, vmRunner } from 'enclave-vm';
for (const runner of [processRunner(), vmRunner()]) {
  const outcome = await runner.run({ code: 'return 6 * 7' }, { limits: resolveLimits('STANDARD') });
  console.log(runner.isolation, outcome.success && outcome.value);
  if (!outcome.success || outcome.value !== 42) process.exitCode = 1;
  await runner.dispose();
}
`,
};

const packed = await packPackages();
const main = await install(packed);
const nodes = [await machineNode(), ...(await Promise.all(['22', '24', '26'].map(nodeBinary)))];
for (const node of nodes) await show(node, main, quickStart);

for (const pkg of packed) {
  const script = alone[pkg.name];
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
  const folder = await mkdtemp(join(tmpdir(), 'enclave-consumer-'));
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

/** The first `node` on the PATH that no package of this repository put there. */
async function machineNode(): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder.includes('node_modules')) continue;
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes('node')) return join(folder, 'node');
  }
  return process.execPath;
}
