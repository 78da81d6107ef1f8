import { defineConfig } from 'vitest/config';
import { withoutRule } from './build/without-rule.ts';

const without = process.env.AST_GUARD_WITHOUT;

export default defineConfig({
  plugins: [withoutRule(without)],
  test: {
    name: 'ast-guard',
    // The cache of transformed files does not know of the variable.
    fsModuleCache: without === undefined,
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
