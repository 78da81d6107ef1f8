import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Enclave, type ExecutionResult } from '@enclave-vm/core';
import { type Manifest, readManifest } from './manifest.ts';
import { pluginTools } from './tools.ts';

const MAX_TIMEOUT = 1_000;
const FORBIDDEN = ['customers:*'];

export interface Plugin {
  readonly manifest: Manifest;
  /** Hands an order to the plugin. */
  onOrder(order: object): Promise<ExecutionResult<{ fields: Record<string, unknown> }>>;
  dispose(): Promise<void>;
}

/** Loads a plugin into an enclave of its own. Plugins share nothing but the processes that run them one after another. */
export async function loadPlugin(folder: string): Promise<Plugin> {
  const manifest = await readManifest(join(folder, 'plugin.json'));
  const code = await readFile(join(folder, 'plugin.js'), 'utf8');
  const enclave = new Enclave({
    securityLevel: 'SECURE',
    tools: pluginTools(new Map()),
    allowTools: manifest.tools,
    denyTools: FORBIDDEN,
    timeout: Math.min(manifest.timeout ?? MAX_TIMEOUT, MAX_TIMEOUT),
    maxToolCalls: 20,
  });
  return {
    manifest,
    onOrder: (order) => enclave.run(code, { globals: { order } }),
    dispose: () => enclave.dispose(),
  };
}
