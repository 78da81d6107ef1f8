import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'enclave-transform', include: ['src/**/*.test.ts'], setupFiles: ['../../scripts/fixed-seed.ts'] },
});
