import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'conformance/vitest.config.ts', 'scripts/vitest.config.ts'],
    reporters: ['default', './scripts/plain-total-reporter.ts'],
  },
});
