import type { KernelConfig } from './config.ts';
