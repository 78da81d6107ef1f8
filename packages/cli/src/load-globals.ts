import { readFile } from 'node:fs/promises';
import { Misuse } from './misuse.ts';

/** Reads the JSON object whose entries the script finds as global names. */
export async function loadGlobals(path: string): Promise<Record<string, unknown>> {
  let globals: unknown;
  try {
    globals = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Misuse(`Cannot read globals from ${path}: ${(error as Error).message}`);
  }
  if (typeof globals !== 'object' || globals === null || Array.isArray(globals)) {
    throw new Misuse(`${path} must hold a JSON object, whose keys become global names.`);
  }
  return globals as Record<string, unknown>;
}
