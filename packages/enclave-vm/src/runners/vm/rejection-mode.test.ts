import { describe, expect, it } from 'vitest';
import { looksAtReasons } from './rejection-mode.ts';

describe('looksAtReasons', () => {
  it.each([
    [[]],
    [['--max-old-space-size=100', '--unhandled-rejections=throw']],
    [['--unhandled-rejections=none --trace-exit']],
    [['--trace-exit --unhandled-rejections=warn-with-error-code']],
    [['--require ./config-file.js', '--import=./my-config-file.js', '']],
    [['--unhandled-rejections=throw', '--unhandled-rejections=none --unhandled-rejections=throw']],
  ])('lets %j pass', (options) => {
    expect(looksAtReasons(options)).toBe(false);
  });

  it.each([
    '--unhandled-rejections=warn',
    '--unhandled-rejections=strict',
    '--unhandled_rejections=strict',
    '--unhandled-rejections',
    '--unhandled-rejections warn',
    '--unhandled-rejections=',
    '--unhandled-rejections=a-mode-to-come',
    '--max-old-space-size=100 --unhandled-rejections=warn',
    '"--unhandled-rejections=strict"',
    '--unhandled-rejections="warn"',
    '"--unhandled-rejections"=warn',
    '"--unhandled-rej\\ections=warn"',
    '"--unhandled\\-rejections=warn"',
    '--unhandled-reje"ct"ions=w"ar"n',
    '--un"handled"_rejections "st\\rict"',
    '--unhandled-rejections=throw --unhandled-rejections=warn',
    '--unhandled-rejections=warn --unhandled-rejections=throw',
    '--unhandled-rejections=throw"" --unhandled-rejections=wa""rn',
    '--unhandled-rejections=throw\t--unhandled-rejections=warn',
    '--experimental-default-config-file',
    '--experimental-config-file=x.json',
    '"--experimental_config\\-file"=x.json',
  ])('stops at %s', (options) => {
    expect(looksAtReasons([options])).toBe(true);
    expect(looksAtReasons(['--unhandled-rejections=throw', options])).toBe(true);
    expect(looksAtReasons([options, '--unhandled-rejections=throw'])).toBe(true);
  });
});
