import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'enclave-vm', include: ['src/**/*.test.ts'] } });
