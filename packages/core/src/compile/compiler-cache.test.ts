import { expect, test } from 'vitest';
import type { CompileSettings } from './compile.ts';
import { cachedCompiler } from './compiler-cache.ts';

const settings: CompileSettings = {
  securityLevel: 'STANDARD',
  validate: true,
  repair: true,
  returnLastExpression: false,
  unsafeSkipTransform: false,
  transforms: [],
  allowUnboundedLoops: undefined,
  unicodeSecurityCheck: undefined,
  blockTimingAPIs: undefined,
  rules: {},
  extraRules: [],
};
const names = { globals: ['customer'], tools: undefined };

test('equal settings, names and source give the same compilation, in any instance', () => {
  const first = cachedCompiler(settings).compile('return customer;', names);
  expect(cachedCompiler({ ...settings }).compile('return customer;', { ...names })).toBe(first);
});

test('anything else that differs gives another', () => {
  const source = 'return customer;';
  const first = cachedCompiler(settings).compile(source, names);
  const plugin = { visitor: {} };
  const others = [
    cachedCompiler({ ...settings, securityLevel: 'STRICT' }).compile(source, names),
    cachedCompiler({ ...settings, rules: { 'no-with': 'off' } }).compile(source, names),
    cachedCompiler({ ...settings, transforms: [plugin] }).compile(source, names),
    cachedCompiler({ ...settings, transforms: [{ ...plugin }] }).compile(source, names),
    cachedCompiler({ ...settings, transforms: [() => plugin] }).compile(source, names),
    cachedCompiler({ ...settings, transforms: [[plugin, { like: /a/ }]] }).compile(source, names),
    cachedCompiler({ ...settings, transforms: [[plugin, { like: /b/ }]] }).compile(source, names),
    cachedCompiler(settings).compile(source, { ...names, globals: [] }),
    cachedCompiler(settings).compile(source, { ...names, tools: ['a'] }),
    cachedCompiler(settings).compile(`${source} `, names),
  ];
  expect(new Set([first, ...others]).size).toBe(others.length + 1);
});

test('what is handed out cannot be changed', () => {
  const refused = cachedCompiler(settings).compile('return eval("1");', names);
  expect(Object.isFrozen(refused)).toBe(true);
  expect(!refused.ok && Object.isFrozen(refused.error.issues?.[0]?.location.start)).toBe(true);
});
