/** Writes THIRD-PARTY-NOTICES.md, which goes into the tarball: the licences of the packages whose code is in the bundle. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { libraryInput } from './library-bundle.ts';

const GUEST = fileURLToPath(new URL('../src/libraries/guest/', import.meta.url));
export const NOTICES = fileURLToPath(new URL('../THIRD-PARTY-NOTICES.md', import.meta.url));

/** The text of the notices, from what rolldown puts into the bundles. */
export async function renderNotices(): Promise<string> {
  const sections = await Promise.all([...(await bundledPackages())].sort().map(describe));
  const intro = 'The bundle of this package contains code of the following packages, as text for the guest realm.';
  return `# Third-party notices\n\n${intro}\n\n${sections.join('\n')}`;
}

/** The folders of the packages of which a module is in some guest library. */
async function bundledPackages(): Promise<Set<string>> {
  const entries = (await readdir(GUEST)).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const build = await rolldown({
    input: entries.map((name) => join(GUEST, name)),
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    ...libraryInput,
  });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const folders = modules.map((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]);
  return new Set(folders.filter((folder) => folder !== undefined));
}

async function describe(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
  return `## ${name} ${version} (${license})\n\n\`\`\`\n${text}\n\`\`\`\n`;
}

if (import.meta.main) await writeFile(NOTICES, await renderNotices());
