import { type StdioOptions, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const LIST = `
  import { spawnSync } from 'node:child_process';
  import { childDescriptors } from ${JSON.stringify(new URL('./descriptors.ts', import.meta.url).href)};
  const { stdout } = spawnSync('ls', ['-l', '/proc/self/fd'], { stdio: childDescriptors(undefined), encoding: 'utf8' });
  console.log(stdout);
`;

/** Beyond the low ones, which Node does not pass on. */
const STRANGER = 40;

it.runIf(process.platform === 'linux')('keeps from a child what the host was started with', () => {
  const host = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', LIST], {
    encoding: 'utf8',
    stdio: [...Array.from({ length: STRANGER }, (_, at) => (at === 1 ? 'pipe' : 'ignore')), 'pipe'] as StdioOptions,
  });
  const targets = new Map([...host.stdout.matchAll(/ (\d+) -> (\S+)/g)].map(([, fd, target]) => [Number(fd), target]));
  expect(targets.get(STRANGER)).toBe('/dev/null');
  const sockets = [...targets].filter(([, target]) => /^(socket|pipe):/.test(target ?? '')).map(([fd]) => fd);
  expect(sockets).toEqual([0, 1, 2]);
});
