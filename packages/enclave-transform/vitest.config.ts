import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'enclave-transform',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    setupFiles: ['../../scripts/fixed-seed.ts'],
  },
});
