import { type ExecFileOptions, execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end. What npm brings is a batch file on Windows, which only a shell can start. */
export const run = (command: string, args: readonly string[], options: ExecFileOptions = {}) =>
  execute(command, args, {
    ...options,
    encoding: 'utf8',
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
  });

export const root = join(import.meta.dirname, '..');

export interface PublicPackage {
  name: string;
  version: string;
  folder: string;
}

export interface PackedPackage extends PublicPackage {
  tarball: string;
}

/** Every package under packages/ that is not private. */
export async function publicPackages(): Promise<PublicPackage[]> {
  const found: PublicPackage[] = [];
  for (const entry of (await readdir(join(root, 'packages'))).sort()) {
    const folder = join(root, 'packages', entry);
    const manifest = await readManifest(folder);
    if (manifest && !manifest.private) found.push({ name: manifest.name, version: manifest.version, folder });
  }
  return found;
}

/** Packs the built packages as they would be published, into a folder. */
export async function packPackages(destination: string): Promise<PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const pkg of await publicPackages()) {
    await run('pnpm', ['pack', '--pack-destination', destination], { cwd: pkg.folder });
    const file = `${pkg.name.replace('@', '').replace('/', '-')}-${pkg.version}.tgz`;
    packed.push({ ...pkg, tarball: join(destination, file) });
  }
  return packed;
}

async function readManifest(folder: string): Promise<{ name: string; version: string; private?: boolean } | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
