import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BINARY } from './enclave.ts';

test('--watch runs again at each change, also when an editor saves by renaming, and ends on SIGINT', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'enclave-watch-'));
  const script = join(folder, 'script.js');
  await writeFile(script, `return 'first';`);
  const child = spawn(process.execPath, [BINARY, 'run', script, '--watch'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  let output = '';
  const said = async (text: string) => {
    while (!output.includes(text)) output += String((await once(child.stdout, 'data'))[0]);
  };
  try {
    await said('"first"');
    await writeFile(join(folder, 'script.js.tmp'), `return 'second';`);
    await rename(join(folder, 'script.js.tmp'), script);
    await said('"second"');
    child.kill('SIGINT');
    expect(await exit).toEqual([130, null]);
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
});
