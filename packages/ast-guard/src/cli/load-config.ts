import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GuardConfig } from '../config.ts';

/** Reads a configuration: JSON as text, anything else as a module whose default export it is. */
export async function loadConfig(path: string): Promise<GuardConfig> {
  const full = resolve(path);
  if (full.endsWith('.json')) return JSON.parse(await readFile(full, 'utf8')) as GuardConfig;
  const module = (await import(pathToFileURL(full).href)) as { default?: GuardConfig };
  if (module.default === undefined) throw new Error(`${path} has no default export.`);
  return module.default;
}
