import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `ast-guard.config.${extension}`);

/**
 * The configuration in `folder` or the next one above it, up to the root of the repository; outside a repository in
 * `folder` alone. It is the working directory that counts, not the folder of a script: who wrote the script could have
 * put a configuration there that says yes to it, and a configuration is code.
 */
export async function findConfig(folder: string): Promise<string | null> {
  const root = await repositoryOf(folder);
  for (let at = folder; ; at = dirname(at)) {
    for (const name of NAMES) if (await exists(join(at, name))) return join(at, name);
    if (root === null || at === root) return null;
  }
}

async function repositoryOf(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return at;
    if (at === dirname(at)) return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
