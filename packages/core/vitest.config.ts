import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Memory bombs take their time on a machine that is busy with other tests.
  test: { name: 'core', include: ['src/**/*.test.ts'], testTimeout: 30_000 },
});
