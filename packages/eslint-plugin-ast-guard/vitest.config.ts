import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'eslint-plugin-ast-guard', include: ['src/**/*.test.ts'], testTimeout: 30_000 },
});
