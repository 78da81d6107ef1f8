/**
 * Judges the tarballs as a consumer would see them: publint, are-the-types-wrong, no install scripts, and exactly the
 * files that were reviewed, within the size that was reviewed. `--update` rewrites the reviewed list; the diff of
 * package-files.json is the review.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PackedPackage, packPackages, root, run } from './public-packages.ts';

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

const packed = await packPackages();
const actual: Record<string, ReviewedPackage> = {};
const problems: string[] = [];

for (const pkg of packed) {
  const kilobytes = Math.ceil((await stat(pkg.tarball)).size / 1024);
  actual[pkg.name] = { kilobytes, files: await filesOf(pkg) };
  await report(pkg, 'publint', ['--strict', pkg.tarball]);
  await report(pkg, 'attw', [pkg.tarball, '--profile', 'esm-only', '--format', 'ascii']);
  const { stdout } = await run('tar', ['-xzOf', pkg.tarball, 'package/package.json']);
  for (const script of installScripts) {
    if (JSON.parse(stdout).scripts?.[script]) problems.push(`${pkg.name}: has the install script "${script}"`);
  }
  if (stdout.includes('workspace:')) problems.push(`${pkg.name}: a workspace: range was left in package.json`);
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
console.log(`${packed.length} tarballs checked, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

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
