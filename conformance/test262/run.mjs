import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// The rest is TypeScript, which a Node before 22.18 cannot load: the repository brings one that can.
const node = process.features.typescript
  ? process.execPath
  : fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const { status } = spawnSync(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
