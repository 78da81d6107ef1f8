import { defineConfig } from 'vitest/config';
import { withoutRule } from './build/without-rule.ts';

export default defineConfig({
  plugins: [withoutRule(process.env.AST_GUARD_WITHOUT)],
  test: { name: 'ast-guard', include: ['src/**/*.test.ts', 'build/**/*.test.ts'] },
});
