import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'ast-guard', include: ['src/**/*.test.ts'] } });
