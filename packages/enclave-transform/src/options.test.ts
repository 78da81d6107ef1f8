import { describe, expect, test } from 'vitest';
import { entryPoint, loopLimits, TransformCache, toolProxy, transform } from './index.ts';

const run = (options: unknown) => () => transform('1', options as never);

describe('refuses, saying what to write', () => {
  test.each([
    [run(undefined), 'transform(): expected an object of options, not undefined.'],
    [run({}), 'transform(): "plugins" must be an array, not undefined.'],
    [run({ plugins: loopLimits() }), 'transform(): "plugins" must be an array, not an object.'],
    [
      run({ plugins: [], sourcetype: 'script' }),
      'transform(): there is no option "sourcetype". Did you mean "sourceType"?',
    ],
    [
      run({ plugins: [], sourceType: 'module' }),
      `transform(): "sourceType" must be one of 'body', 'script', not "module".`,
    ],
    [
      run({ plugins: [], sourceType: ['script'] }),
      `transform(): "sourceType" must be one of 'body', 'script', not an array.`,
    ],
    [
      run({ plugins: [], constructor: 1 }),
      'transform(): there is no option "constructor". Options: plugins, customTimeout, sourceType, ast, language, maxSourceLength, fileName.',
    ],
    [run({ plugins: [loopLimits(), loopLimits()] }), 'transform(): "loop-limits" is in "plugins" twice.'],
    [() => transform(1 as never, { plugins: [] }), 'transform(): the source must be a text.'],
    [() => loopLimits(100 as never), 'loopLimits(): expected an object of options, not 100.'],
    [() => loopLimits({ max: Infinity }), 'loopLimits(): "max" must be a whole number from 0 on, not Infinity.'],
    [() => loopLimits({ xyz: 1 } as never), 'loopLimits(): there is no option "xyz". Options: max.'],
    [() => entryPoint({ main: 'yes' as never }), 'entryPoint(): "main" must be true or false, not "yes".'],
    [() => toolProxy({ tools: 'a' as never }), 'toolProxy(): "tools" must be an array of texts, not "a".'],
    [() => toolProxy({ tools: [], root: 'my tools' }), 'toolProxy(): "root" must be an identifier, not "my tools".'],
    [
      () => new TransformCache({ maxBytes: 1 } as never),
      'new TransformCache(): "sizeOf" must be a function, not undefined.',
    ],
  ])('%# %s', (call, message) => {
    expect(call).toThrow(expect.objectContaining({ name: 'TransformError', code: 'INVALID_OPTIONS', message }));
  });
});

test('what is undefined was left out', () => {
  expect(transform('1', { plugins: [loopLimits({ max: undefined })], fileName: undefined }).language).toBe('js');
});
