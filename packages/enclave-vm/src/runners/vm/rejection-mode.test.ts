import { describe, expect, it } from 'vitest';
import { looksAtReasons } from './rejection-mode.ts';

describe('looksAtReasons', () => {
  it.each([
    [false, [], ''],
    [false, ['--unhandled-rejections=throw'], ''],
    [false, ['--unhandled-rejections=none'], ''],
    [false, ['--unhandled-rejections=warn-with-error-code'], ''],
    [true, ['--unhandled-rejections=warn'], ''],
    [true, ['--unhandled-rejections', 'strict'], ''],
    [true, ['--unhandled_rejections=strict'], ''],
    [true, [], '--max-old-space-size=100 --unhandled-rejections=warn'],
    [true, [], '"--unhandled-rejections=strict"'],
    [false, ['--unhandled-rejections=throw'], '--unhandled-rejections=strict'],
    [true, ['--unhandled-rejections=throw', '--unhandled-rejections=warn'], ''],
    [true, ['--experimental-default-config-file'], ''],
  ])('%s: %j %j', (expected, execArgv, nodeOptions) => {
    expect(looksAtReasons(execArgv, nodeOptions)).toBe(expected);
  });
});
