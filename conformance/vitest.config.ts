import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'conformance',
    include: ['test/**/*.test.ts', 'test262/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
