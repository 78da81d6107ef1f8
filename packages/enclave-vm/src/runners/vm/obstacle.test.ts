import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const OBSTACLE = new URL('./obstacle.ts', import.meta.url).href;
const ASK = `console.log((await import(${JSON.stringify(OBSTACLE)})).vmTierObstacle() ?? 'none')`;

/** What a process with these options says of itself. */
async function obstacleIn(flags: readonly string[], nodeOptions = '', program = ASK): Promise<string> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--input-type=module', '--eval', program], {
    env: { ...env, NODE_OPTIONS: nodeOptions },
  });
  return stdout.trim();
}

describe('vmTierObstacle', () => {
  it.each([
    ['nothing special', [], ''],
    ['a harmless mode', ['--unhandled-rejections=throw'], '--unhandled-rejections=warn-with-error-code'],
  ])('finds none with %s', async (_, flags, nodeOptions) => {
    expect(await obstacleIn(flags, nodeOptions)).toBe('none');
  });

  it.each([
    ['a flag', ['--unhandled-rejections=warn'], ''],
    ['a flag in two words', ['--unhandled_rejections', 'strict'], ''],
    ['a quoted option', [], '--unhandled-rejections="warn"'],
    ['an escaped option', [], '"--unhandled-rej\\ections=st\\rict"'],
  ])('finds that Node looks at reasons, told by %s', async (_, flags, nodeOptions) => {
    expect(await obstacleIn(flags, nodeOptions)).toContain("use isolation 'process'");
  });

  it.runIf(process.platform === 'linux')('is not misled by a host that hides its options', async () => {
    const hiding = `delete process.env.NODE_OPTIONS; ${ASK}`;
    expect(await obstacleIn([], '--unhandled-rejections=warn', hiding)).toContain("use isolation 'process'");
  });

  it('finds promise hooks', async () => {
    const hooked = `(await import('node:async_hooks')).createHook({ init() {} }).enable(); ${ASK}`;
    expect(await obstacleIn([], '', hooked)).toContain('Promise hooks are active');
  });
});
