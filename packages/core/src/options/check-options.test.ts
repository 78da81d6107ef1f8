import { describe, expect, test } from 'vitest';
import { checkOptions } from './check-options.ts';
import { EnclaveOptionError } from './option-error.ts';
import { enclaveOptionsSchema, runOptionsSchema } from './schema.ts';

const check = (options: unknown) => () => checkOptions(enclaveOptionsSchema, options, 'new Enclave()');

function messageOf(options: unknown): string {
  try {
    check(options)();
  } catch (error) {
    expect(error).toBeInstanceOf(EnclaveOptionError);
    return (error as EnclaveOptionError).message;
  }
  return 'accepted';
}

describe('accepts', () => {
  test.each([
    {},
    { timeout: 5000, maxToolCalls: 50, maxIterations: 10_000, toolHandler: async () => ({}) },
    { timeout: undefined, securityLevel: 'STRICT', isolation: 'vm' },
    { memoryLimit: 64 * 1024 * 1024, validate: false, transforms: [{ visitor: {} }, () => ({ visitor: {} })] },
    { tools: { 'users:list': { handler: () => [], input: { type: 'object' } } } },
  ])('%o', (options) => {
    expect(check(options)).not.toThrow();
  });
});

describe('refuses, saying what to write', () => {
  test.each([
    [{ timeoutMs: 5 }, 'new Enclave() has no option "timeoutMs". Did you mean "timeout"?'],
    [{ maxToolCall: 5 }, 'new Enclave() has no option "maxToolCall". Did you mean "maxToolCalls"?'],
    [{ timeout: '5000' }, 'new Enclave(): option "timeout" must be a number, not "5000".'],
    [{ timeout: 2 ** 31 }, 'new Enclave(): option "timeout" must be at most 2147483647, not 2147483648.'],
    [{ toolTimeout: 1.5 }, 'new Enclave(): option "toolTimeout" must be an integer, not 1.5.'],
    [{ maxIterations: Infinity }, 'new Enclave(): option "maxIterations" must be an integer, not Infinity.'],
    [{ maxIterations: Number.NaN }, 'new Enclave(): option "maxIterations" must be a number, not NaN.'],
    [{ timeout: 0 }, 'new Enclave(): option "timeout" must be at least 1, not 0.'],
    [{ maxToolCalls: null }, 'new Enclave(): option "maxToolCalls" must be a number, not null.'],
    [
      { memoryLimit: 128 },
      'new Enclave(): option "memoryLimit" must be at least 16777216, not 128. It counts bytes: write 128 * 1024 * 1024 for 128 MB.',
    ],
    [
      { securityLevel: 'PARANOID' },
      `new Enclave(): option "securityLevel" must be one of 'STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE', not "PARANOID".`,
    ],
    [
      { securityLevel: 'strict' },
      `new Enclave(): option "securityLevel" must be one of 'STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE', not "strict". Did you mean 'STRICT'?`,
    ],
    [{ timeout: Infinity }, 'new Enclave(): option "timeout" must be an integer, not Infinity.'],
    [{ tools: [] }, 'new Enclave(): option "tools" must be an object, not an array.'],
    [{ globals: new Map() }, 'new Enclave(): option "globals" must be an object, not a Map.'],
    [
      { transforms: [{ visitr: {} }] },
      'new Enclave(): option "transforms.0" must be a Babel plugin: an object with a visitor, or a function, not an object.',
    ],
    [
      { extraRules: [{}] },
      'new Enclave(): option "extraRules.0" must be a rule, made with defineRule(), not an object.',
    ],
    [{ toolHandler: {} }, 'new Enclave(): option "toolHandler" must be a function, not an object.'],
    [
      { tools: { 'users:list': { handler: () => 1, desciption: 'x' } } },
      'new Enclave() has no option "tools.users:list.desciption". Did you mean "tools.users:list.description"?',
    ],
    [{ tools: { a: { description: 'x' } } }, 'new Enclave(): option "tools.a.handler" is required.'],
    [
      { tools: Object.fromEntries([['x'.repeat(257), { handler: Number }]]) },
      `new Enclave(): option "tools.${'x'.repeat(257)}" must be named in 1 to 256 characters, not "${'x'.repeat(40)}…".`,
    ],
    ['fast', 'new Enclave() expects an object of options, not "fast".'],
    [null, 'new Enclave() expects an object of options, not null.'],
    [[], 'new Enclave() expects an object of options, not an array.'],
  ])('%o', (options, message) => {
    expect(messageOf(options)).toBe(message);
  });

  test('a name that resembles nothing gets the list', () => {
    expect(messageOf({ zzzzzz: 1 })).toContain('Known options: securityLevel, isolation, timeout');
  });

  test('every problem is told at once', () => {
    expect(messageOf({ timeout: 'x', maxToolCalls: -1 }).split('\n')).toHaveLength(2);
  });

  test('run options have their own list', () => {
    expect(() => checkOptions(runOptionsSchema, { signals: 1 }, 'enclave.run()')).toThrow('Did you mean "signal"?');
    expect(() => checkOptions(runOptionsSchema, { signal: {} }, 'enclave.run()')).toThrow('must be an AbortSignal');
  });
});
