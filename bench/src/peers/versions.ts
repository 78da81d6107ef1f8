import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The version that is installed, read from the package itself. */
function versionOf(name: string): string {
  let folder = dirname(require.resolve(name));
  for (;;) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (manifest.name === name && manifest.version !== undefined) return manifest.version;
    } catch {
      // Not the package's own folder: look one up.
    }
    const up = dirname(folder);
    if (up === folder) return 'unknown';
    folder = up;
  }
}

export function peerVersions(): Record<string, string> {
  const versions: Record<string, string> = { node: process.versions.node, v8: process.versions.v8 };
  for (const name of ['isolated-vm', 'quickjs-emscripten', 'vm2', 'ses', 'run', '@babel/parser', 'tinybench']) {
    try {
      versions[name] = versionOf(name);
    } catch (error) {
      versions[name] = `not installed (${(error as Error).message.split('\n')[0]})`;
    }
  }
  return versions;
}
