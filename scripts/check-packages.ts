/**
 * Judges the tarballs as a consumer would see them: publint, are-the-types-wrong, no install scripts, nothing of the
 * machine that built them, and exactly the files that were reviewed, within the size that was reviewed. `--update`
 * rewrites the reviewed list; the diff of package-files.json is the review.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type PackedPackage, packPackages, root, run } from './public-packages.ts';
import { HOW_TO_SAY, repositoryAddress, repositoryFields } from './repository.mjs';

interface ReviewedPackage {
  /** Size of the tarball. */
  kilobytes: number;
  files: string[];
}

const listFile = join(import.meta.dirname, 'package-files.json');
const update = process.argv.includes('--update');
/** A tarball may grow by so much before somebody has to look at it again. */
const GROWTH_ALLOWED = 1.1;
const installScripts = ['preinstall', 'install', 'postinstall'];

const tarballs = await mkdtemp(join(tmpdir(), 'enclave-tarballs-'));
process.once('exit', () => rmSync(tarballs, { recursive: true, force: true }));
const packed = await packPackages(tarballs);
const actual: Record<string, ReviewedPackage> = {};
const problems: string[] = [];

for (const pkg of packed) {
  const kilobytes = Math.ceil((await stat(pkg.tarball)).size / 1024);
  actual[pkg.name] = { kilobytes, files: await filesOf(pkg) };
  await report(pkg, 'publint', ['--strict', pkg.tarball]);
  await report(pkg, 'attw', [pkg.tarball, '--profile', 'esm-only', '--format', 'ascii']);
  await judgeContents(pkg);
}

if (update) {
  await writeFile(listFile, `${JSON.stringify(actual, null, 2)}\n`);
} else {
  const reviewed: Record<string, ReviewedPackage> = JSON.parse(await readFile(listFile, 'utf8'));
  for (const [name, { kilobytes, files }] of Object.entries(actual)) {
    const allowed = (reviewed[name]?.kilobytes ?? 0) * GROWTH_ALLOWED;
    if (kilobytes > allowed) problems.push(`${name}: ${kilobytes} KB, more than the ${allowed.toFixed(0)} KB allowed`);
    const before = new Set(reviewed[name]?.files);
    const now = new Set(files);
    for (const file of now) if (!before.has(file)) problems.push(`${name}: new file in the tarball: ${file}`);
    for (const file of before) if (!now.has(file)) problems.push(`${name}: file missing in the tarball: ${file}`);
  }
}

for (const problem of problems) console.error(problem);
if (repositoryAddress() === undefined) console.log(HOW_TO_SAY);
console.log(`${packed.length} tarballs checked, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function judgeContents({ name, folder, tarball }: PackedPackage): Promise<void> {
  const contents = await mkdtemp(join(tmpdir(), 'enclave-contents-'));
  try {
    await run('tar', ['-xzf', tarball, '-C', contents]);
    for (const file of await readdir(contents, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(file.parentPath, file.name);
      if ((await readFile(path, 'utf8')).includes(root)) {
        problems.push(`${name}: ${relative(contents, path)} names the folder in which it was built`);
      }
    }
    judgeManifest(name, folder, await readFile(join(contents, 'package/package.json'), 'utf8'));
  } finally {
    await rm(contents, { recursive: true, force: true });
  }
}

function judgeManifest(name: string, folder: string, text: string): void {
  const manifest = JSON.parse(text);
  for (const script of installScripts) {
    if (manifest.scripts?.[script]) problems.push(`${name}: has the install script "${script}"`);
  }
  if (text.includes('workspace:')) problems.push(`${name}: a workspace: range was left in package.json`);
  const expected = repositoryFields(relative(root, folder).replaceAll('\\', '/'));
  for (const [field, value] of Object.entries(expected)) {
    if (JSON.stringify(manifest[field]) !== JSON.stringify(value)) problems.push(`${name}: ${field} is not set`);
  }
}

/** Chunk names carry a content hash: what was reviewed is their stem. */
async function filesOf({ tarball }: PackedPackage): Promise<string[]> {
  const { stdout } = await run('tar', ['-tzf', tarball]);
  const names = stdout.trim().split('\n');
  return names.map((name) => name.replace('package/', '').replace(/-[\w-]{8}(?=\.(?:d\.ts|js)$)/, '-[hash]')).sort();
}

async function report({ name }: PackedPackage, command: string, args: string[]): Promise<void> {
  try {
    await run(command, args, { cwd: root });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    problems.push(`${name}: ${command} found:\n${stdout}${stderr}`);
  }
}
