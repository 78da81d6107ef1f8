import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'runtime-contract', include: ['src/**/*.test.ts'] } });
