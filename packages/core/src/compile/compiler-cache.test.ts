import { expect, test, vi } from 'vitest';
import { Enclave } from '../enclave.ts';
import { compileSettings } from '../testing/compile-settings.ts';
import type { CompileSettings, KnownNames } from './compile.ts';
import { cachedCompiler } from './compiler-cache.ts';

interface Input {
  readonly settings?: Partial<CompileSettings>;
  readonly names?: Partial<KnownNames>;
  readonly source?: string;
}

const compile = ({ settings, names, source = 'return customer;' }: Input = {}) =>
  cachedCompiler(compileSettings(settings)).compile(source, { globals: ['customer'], tools: undefined, ...names });

const plugin = { visitor: {} };

test('equal settings, names and source give the same compilation, in any instance', () => {
  expect(compile()).toBe(compile());
  expect(compile({ settings: { transforms: [plugin] } })).toBe(compile({ settings: { transforms: [plugin] } }));
});

test('anything else that differs gives another', () => {
  const inputs: Input[] = [
    {},
    { settings: { securityLevel: 'STRICT' } },
    { settings: { rules: { 'no-with': 'off' } } },
    { settings: { transforms: [plugin] } },
    { settings: { transforms: [{ ...plugin }] } },
    { settings: { transforms: [() => plugin] } },
    { settings: { transforms: [[plugin, { like: /a/ }]] } },
    { settings: { transforms: [[plugin, { like: /b/ }]] } },
    { settings: { transforms: [[plugin, { most: Infinity }]] } },
    { settings: { transforms: [[plugin, { most: Number.NaN }]] } },
    { settings: { transforms: [[plugin, { most: null }]] } },
    { settings: { transforms: [[plugin, { most: 1n }]] } },
    { names: { globals: [] } },
    { names: { tools: ['a'] } },
    { source: 'return customer; ' },
  ];
  expect(new Set(inputs.map(compile)).size).toBe(inputs.length);
});

test('runs that are asked for at the same time compile their script once', async () => {
  const visit = vi.fn();
  await using enclave = new Enclave({ isolation: 'vm', transforms: [{ visitor: { Program: visit } }] });
  const results = await Promise.all(['return 1;', 'return 2;', 'return 1;'].map((source) => enclave.run(source)));
  expect(results.map((result) => result.success && result.value)).toEqual([1, 2, 1]);
  expect(visit).toHaveBeenCalledTimes(2);
});

test('what is handed out cannot be changed', () => {
  const refused = compile({ source: 'return eval("1");' });
  expect(Object.isFrozen(refused)).toBe(true);
  expect(!refused.ok && Object.isFrozen(refused.error.issues?.[0]?.location.start)).toBe(true);
});
