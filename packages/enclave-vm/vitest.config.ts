import { defineConfig } from 'vitest/config';
import { bundledText } from './build/bundled-text.ts';

export default defineConfig({
  plugins: [bundledText()],
  test: {
    name: 'enclave-vm',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    setupFiles: ['../../scripts/fixed-seed.ts'],
  },
});
