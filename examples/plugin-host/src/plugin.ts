import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Enclave } from '@enclave-vm/core';
import * as v from 'valibot';
import { type Manifest, readManifest } from './manifest.ts';
import { pluginTools } from './tools.ts';

const MAX_TIMEOUT = 1_000;
const FORBIDDEN = ['customers:*'];

/** What a plugin is to return. It is a stranger's value: nothing is taken from it before it was checked. */
const answerSchema = v.object({ fields: v.record(v.string(), v.unknown()) });

/** Fields for the order, or a code and a sentence that say why there are none. */
export type Answer =
  | { readonly fields: Readonly<Record<string, unknown>> }
  | { readonly code: string; readonly message: string };

export interface Plugin {
  readonly manifest: Manifest;
  /** Hands an order to the plugin. */
  onOrder(order: object): Promise<Answer>;
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
    async onOrder(order) {
      const result = await enclave.run(code, { globals: { order } });
      if (!result.success) return result.error;
      const answer = v.safeParse(answerSchema, result.value);
      return answer.success ? answer.output : { code: 'WRONG_ANSWER', message: answer.issues[0].message };
    },
    dispose: () => enclave.dispose(),
  };
}
